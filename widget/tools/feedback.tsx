// Lets the captioner know how it goes, without saying who. Each signal rests after it was sent: it still counts at the relay,
// and who presses twice has said it once.
import type { Signal } from '../../protocol/live.ts';
import type { Desk, Tool } from './desk.ts';
import { signal } from './kit.ts';

const restMs = 5_000;

export const feedbackStyles = `
.feedback [aria-disabled=true]{border-style:dashed}
.feedback p{width:100%;margin:0;min-height:1.5em}
`;

export function createFeedback({ parts, words, say }: Desk): Tool {
  const answer = signal('');
  /** Names of signals; none is a part of another. */
  const resting = signal('');

  function send(name: Signal): void {
    const { signal: names, sent, notSent } = words.peek();
    if (resting.peek().includes(name)) return;
    // Where only reading gets through the network, nothing can be sent.
    const isSent = parts.viewer?.send(JSON.stringify({ type: 'signal', signal: name }));
    answer.value = isSent ? sent(names[name]) : notSent;
    say(answer.peek());
    if (!isSent) return;
    resting.value += name;
    setTimeout(() => {
      resting.value = resting.peek().replace(name, '');
    }, restMs);
  }

  const { onMessage } = parts;
  parts.onMessage = (message) => {
    onMessage?.(message);
    if (message.type !== 'seen') return;
    answer.value = words.peek().seen;
    say(answer.peek());
  };

  const drawer = () => [
    ...(Object.keys(words.value.signal) as Signal[]).map((name) => (
      // Still focusable while it rests, so that pressing it does not take the focus away.
      <button key={name} aria-disabled={resting.value.includes(name)} onClick={() => send(name)}>
        {words.value.signal[name]}
      </button>
    )),
    <p>{answer.value}</p>,
  ];

  return { id: 'feedback', name: ({ feedback }) => feedback, drawer };
}
