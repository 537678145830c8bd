// HTML as a tagged template: whatever is put in is text and is escaped, unless it is HTML made here.

/** HTML that is safe to send as it stands. */
export type Html = { readonly html: string };

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (char) => escapes[char] as string);
  return 'html' in value ? value.html : value.map(render).join('');
}

/** @example html`<p>${'a < b'}</p>`.html === '<p>a &lt; b</p>' */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  return { html: String.raw({ raw: parts }, ...values.map(render)) };
}

/** The frame that the relay's own pages share, up to the end of what is known of the body. */
export function openPage(title: string, body: Html, head: Html = html``): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/pages/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/pages/pages.css" />
        ${head}
      </head>
      <body>
        ${body}
     `.html;
}

/** A whole page. */
export function page(title: string, body: Html, head?: Html): string {
  return `${openPage(title, body, head)}</body></html>`;
}
