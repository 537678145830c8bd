// The publisher that this tab was before it was loaded anew: who was live stays live. Only a reload counts: a tab that is
// copied brings its storage along, and is somebody else.
const key = 'captionwire.console.publisher';

/** The publisher that this tab was before a reload; undefined when it was none. */
export function ownBefore(): string | undefined {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation?.type !== 'reload') return undefined;
  try {
    return globalThis.sessionStorage.getItem(key) ?? undefined;
  } catch {
    // The browser stores nothing: a captioner who was live takes over again by hand.
    return undefined;
  }
}

/** Leaves word for the page after a reload. */
export function rememberOwn(publisher: string): void {
  try {
    globalThis.sessionStorage.setItem(key, publisher);
  } catch {
    // As above.
  }
}
