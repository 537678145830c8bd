// Lets a crowd that comes at once in a few at a time, so that those who are here are served in between: a handshake and
// a join cost a third of a millisecond, and the event loop would take thousands of them before it looks at anybody else.
// Invariant: who came first goes in first.

/** How many go in before everybody else has a turn. */
const together = 8;

export type Turnstile = {
  /** Calls `act` when it is this one's turn. */
  enter(act: () => void): void;
};

export function createTurnstile(): Turnstile {
  const waiting: (() => void)[] = [];
  let open = false;

  function letIn(): void {
    const now = waiting.splice(0, together);
    open = waiting.length > 0;
    if (open) setImmediate(letIn);
    for (const act of now) act();
  }
  return {
    enter(act) {
      waiting.push(act);
      if (open) return;
      open = true;
      setImmediate(letIn);
    },
  };
}
