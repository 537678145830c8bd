// Counts places by owner, such as an address or a session, and lets each owner take so many. An owner without a place takes no memory.

export type Shares = {
  /**
   * Takes a place.
   * @param owner undefined for one that is not counted.
   * @returns how to give it back, once; undefined where this owner has as many as it may.
   */
  take(owner: string | undefined): (() => void) | undefined;
};

/** @param most places of one owner at once. */
export function createShares(most: number): Shares {
  const taken = new Map<string, number>();
  return {
    take(owner) {
      if (owner === undefined) return () => {};
      const count = taken.get(owner) ?? 0;
      if (count >= most) return undefined;
      taken.set(owner, count + 1);
      return () => {
        const left = (taken.get(owner) ?? 0) - 1;
        if (left > 0) taken.set(owner, left);
        else taken.delete(owner);
      };
    },
  };
}
