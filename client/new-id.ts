// Ids of lines and publishers.

/** A fresh id for a line or a publisher: unique without asking anybody. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, '0')).join('');
}
