// The viewer page's script: puts the widget's tag into the page, with the token of a private session when the link
// carries one. A token stays in the fragment, so it never reaches a server's log.
const session = document.currentScript?.dataset.session;
const token = new URLSearchParams(location.hash.slice(1)).get('token');

const tag = document.createElement('script');
tag.src = '/widget.js';
tag.dataset.session = session;
tag.dataset.target = '#captions';
if (token) tag.dataset.token = token;
document.body.append(tag);
