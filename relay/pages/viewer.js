// The viewer page's script: puts the widget's tag into the page, with the token of a private session when the link
// carries one. A token stays in the fragment, so it never reaches a server's log.
const session = document.currentScript?.dataset.session;
const token = new URLSearchParams(location.hash.slice(1)).get('token');

// What is the whole page has no use for a button that hides it; and on paper it is as long as what it shows.
const wholePage = `
.open .toggle { display: none }
@media print {
  :host([target]) .open { display: block; height: auto; border: 0; background: #fff; color: #000 }
  .head, .bar, .drawer, .foot, .jump { display: none }
  .stage, .log { display: block; overflow: visible; -webkit-mask: none }
  .log p, .log b, small, .status, .status span + b + span { color: #000 }
  .log p { font-size: 12pt; break-inside: avoid }
}`;

// What is said in place of captions where no script runs.
const place = document.querySelector('#captions');
place?.replaceChildren();

// This script is deferred: the page is read by now, so the tag puts the element into it as soon as it runs.
const tag = document.createElement('script');
tag.src = '/widget.js';
tag.dataset.session = session;
tag.dataset.target = '#captions';
if (token) tag.dataset.token = token;
tag.addEventListener('load', () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(wholePage);
  place?.querySelector('caption-wire')?.shadowRoot?.adoptedStyleSheets.push(sheet);
});
document.body.append(tag);
