// When trying again at once makes sense in a browser: the network is back, or somebody looks at the page.

/** Calls `wake` on those moments; returns how to stop. Does nothing outside a browser. */
export function watchBrowserWake(wake: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const seen = () => {
    if (!document.hidden) wake();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', seen);
  };
}
