// A viewer that understands what it is sent: the text of each line in the making, after every message. It reads the
// relay's deltas, and the whole texts of the control rows. Invariant: it tells of a text only if it could show it.

const lineId = /^n(\d+)$/;

/** @param {(line: number, length: number) => void} onText a line's text has this length now; finished: Infinity */
export function createInterimReader(onText) {
  /** @type {Map<string, { rev: number, text: string }>} */
  const texts = new Map();
  let cursor = '';
  let broken = 0;

  /** @param {{ id: string, rev?: number, keep?: number, add?: string, text?: string }} interim */
  function take({ id, rev = 0, keep = 0, add = '', text }) {
    const before = texts.get(id);
    if (keep > 0 && before?.rev !== rev - 1) {
      broken++;
      return;
    }
    // The recorded talk has no characters of two code units, so that a slice is as good as code points.
    const next = text ?? (before?.text ?? '').slice(0, keep) + add;
    texts.set(id, { rev, text: next });
    const line = Number(lineId.exec(id)?.[1]);
    if (line) onText(line, next.length);
  }

  return {
    /** @param {string} json */
    read(json) {
      const message = JSON.parse(json);
      if (Array.isArray(message)) {
        // The short spelling of one text that grew (protocol/server-frame.ts).
        const [id, rev, keep, add] = message;
        return take({ id, rev, keep, add });
      }
      if (Array.isArray(message)) {
        const [id, rev, keep, add] = message;
        return take({ id, rev, keep, add });
      }
      if (message.cursor) cursor = message.cursor;
      for (const { type, id } of message.records ?? []) {
        if (type !== 'line') continue;
        texts.delete(id);
        const line = Number(lineId.exec(id)?.[1]);
        if (line) onText(line, Infinity);
      }
      if (message.type === 'interim') take(message);
      for (const interim of message.interims ?? []) take(interim);
    },
    /** The last place in the log that was told. */
    cursor: () => cursor,
    /** Deltas without a base. */
    broken: () => broken,
  };
}
