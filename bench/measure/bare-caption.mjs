// The control of the widget's row: the least a page can do with a caption. Invariant: the same page and the same frames from
// the relay, each put as it is into one text node.

/** Takes the widget away and shows frames in a box as large as its panel. @param {import('playwright').Page} page @param {string} session */
export async function showBareCaptions(page, session) {
  await page.evaluate(async (name) => {
    document.querySelector('caption-wire')?.remove();
    const box = document.createElement('div');
    Object.assign(box.style, { position: 'fixed', inset: 'auto 0 0', height: '200px', contain: 'strict' });
    const text = new Text();
    box.append(text);
    document.body.append(box);
    const url = new URL(`/v1/sessions/${name}/live`, location.href.replace('http', 'ws'));
    const socket = new WebSocket(url, 'captionwire.v1');
    // As long as a caption is.
    socket.addEventListener('message', ({ data }) => {
      text.data = data.slice(-90);
    });
    await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  }, session);
}
