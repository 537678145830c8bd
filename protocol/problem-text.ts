// A problem document (RFC 9457) as it comes over HTTP, for whoever asked; or somebody else's words, from a proxy before the relay.

/** What the relay says was wrong; neither where the text is not a problem document. */
export function readProblem(text: string): { readonly code?: string; readonly detail?: string } {
  try {
    const { code, detail } = JSON.parse(text) as { code?: unknown; detail?: unknown };
    return {
      ...(typeof code === 'string' && { code }),
      ...(typeof detail === 'string' && { detail }),
    };
  } catch {
    // The status says enough.
    return {};
  }
}
