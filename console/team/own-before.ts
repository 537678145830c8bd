// The publisher that this tab was before it was loaded anew: who was live stays live. Only a reload counts: a tab that is
// copied brings its storage along, and is somebody else.
const key = 'captionwire.console.publisher';

/** Says who this tab is now; returns who it was before a reload, undefined when it was nobody. */
export function ownBefore(publisher: string): string | undefined {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  try {
    const before = globalThis.sessionStorage.getItem(key) ?? undefined;
    globalThis.sessionStorage.setItem(key, publisher);
    return navigation?.type === 'reload' ? before : undefined;
  } catch {
    // The browser stores nothing: who was live takes over again by hand.
    return undefined;
  }
}
