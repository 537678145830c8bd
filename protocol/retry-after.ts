// When a request that was refused may be sent again, as HTTP says it (RFC 9110, 10.2.3): so many seconds, or a date.

/** Milliseconds to wait from now, by the header `Retry-After`; 0 where it says nothing, or a time that is over. */
export function retryAfterMs(header: string | null | undefined): number {
  const value = header ?? '';
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(waitMs) ? 0 : Math.max(0, waitMs);
}
