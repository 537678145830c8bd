// The logs that are open: every one in which something is under way, and of the others the few that were used last. The
// rest is put away and opened again when it is needed; nothing is lost by it, since all that a log is stands on disk.
// Invariant: a log that is in use is never put away, and a session never has two of them.

export type OpenLogs<Log> = {
  /** Uses a session's log, which stays until `work` has settled. `work` is called before this returns. */
  use<Result>(session: string, work: (log: Log) => Promise<Result>): Promise<Result>;
  /** Resolves when all work that is under way now has settled. */
  settled(): Promise<void>;
  /** How many are open. */
  count(): number;
};

type Used<Log> = { readonly log: Log; users: number };

/**
 * @param open makes the log of a session; it reads nothing and cannot fail.
 * @param limit how many stay open in which nothing is under way.
 */
export function createOpenLogs<Log>(open: (session: string) => Log, limit: number): OpenLogs<Log> {
  const busy = new Map<string, Used<Log>>();
  /** The one used longest ago first. Apart from the busy ones, so that finding it never takes a search. */
  const idle = new Map<string, Log>();
  const underWay = new Set<Promise<unknown>>();

  function take(session: string): Used<Log> {
    let used = busy.get(session);
    if (!used) {
      busy.set(session, (used = { log: idle.get(session) ?? open(session), users: 0 }));
      idle.delete(session);
    }
    used.users++;
    return used;
  }

  function giveBack(session: string, used: Used<Log>): void {
    if (--used.users > 0) return;
    busy.delete(session);
    idle.set(session, used.log);
    const [oldest] = idle.keys();
    if (idle.size > limit) idle.delete(oldest as string);
  }

  return {
    async use(session, work) {
      const used = take(session);
      const result = work(used.log);
      underWay.add(result);
      try {
        return await result;
      } finally {
        underWay.delete(result);
        giveBack(session, used);
      }
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
    count: () => busy.size + idle.size,
  };
}
