// The support page's own behaviour: filters the answers, and puts what the visitor sends into the thread.
// Invariant: nothing leaves the page. The agent's words are not handled here; the widget shows them.

const byId = (id) => document.getElementById(id);
const articles = [...byId('articles').children];

function filterArticles() {
  const words = byId('query').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const article of articles) {
    const text = article.textContent.toLowerCase();
    article.hidden = !words.every((word) => text.includes(word));
    if (!article.hidden) shown += 1;
  }
  byId('none').hidden = shown > 0;
  const found = words.length === 0 ? '' : `${shown} ${shown === 1 ? 'answer' : 'answers'} found`;
  if (byId('found').textContent !== found) byId('found').textContent = found;
}

function addMessage(text) {
  const item = document.createElement('li');
  item.className = 'mine';
  const by = document.createElement('p');
  by.className = 'by';
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  by.append('You ', time);
  const words = document.createElement('p');
  words.textContent = text;
  item.append(by, words);
  byId('thread').append(item);
  byId('scroll').scrollTop = byId('scroll').scrollHeight;
}

byId('query').addEventListener('input', filterArticles);
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  filterArticles();
  byId('answers').scrollIntoView();
});

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const message = byId('message');
  const text = message.value.trim();
  if (!text) return;
  addMessage(text);
  message.value = '';
  byId('sent').textContent = 'Your message is in the thread.';
});
byId('message').addEventListener('input', () => {
  byId('sent').textContent = '';
});
byId('message').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('composer').requestSubmit();
  }
});
