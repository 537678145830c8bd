// Writing to the captioners, where the site allows it: a field, what became of the last replies, and a word about each that
// is seen here and told once. What could not be sent stays in the field.
import { cut } from '../../client/too-long.ts';
import { limits } from '../../protocol/limits.ts';
import type { Desk, Tool } from './desk.ts';
import { signal } from './kit.ts';
import { createOwnReplies } from './own-replies.ts';
import type { ToolWords } from './words/en.ts';

export const replyStyles = `
.reply :is(p,ul){margin:4px 0;padding:0}
.reply form{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px}
.reply input{flex:1 1 12em;min-width:0;min-height:44px;padding:0 12px;font:inherit;color:inherit;background:none;border:1px solid var(--soft);border-radius:10px}
.reply li{list-style:none;overflow-wrap:anywhere}
.reply i{margin-inline-start:4px;font-style:normal;color:var(--soft)}
`;

/** What is said about a fate; of one that has no words of its own, that it was not sent. */
const wordsOf = (fate: string, { reply, notSent }: ToolWords) =>
  (reply as Record<string, string>)[fate] ?? notSent;

export function createReply(desk: Desk): Tool {
  const { parts, root, words, say } = desk;
  const draft = signal('');
  /** Why the field still has its text. */
  const problem = signal('');

  const tell = (fate: string) => say(wordsOf(fate, words.peek()));
  const replies = createOwnReplies(desk, ({ fate, text }) => {
    if (fate === 'sending') return;
    tell(fate);
    // It need not be written again, unless something else is being written.
    if (!/taken|no-way/.test(fate)) draft.value ||= text;
  });

  function write({
    currentTarget: field,
    isComposing,
  }: {
    currentTarget: HTMLInputElement;
    isComposing?: boolean;
  }): void {
    // What an input method is still at is not touched.
    field.value = draft.value = isComposing ? field.value : cut(field.value, limits.replyCodePoints);
    const now = replies.typing(!!draft.peek()) ? '' : 'no-way';
    if (now && now !== problem.peek()) tell(now);
    problem.value = now;
  }
  function send(event: Event): void {
    event.preventDefault();
    const why = replies.put(draft.peek());
    problem.value = why ?? '';
    if (why) tell(why);
    else draft.value = '';
  }
  let hadFocus = false;
  const attach = (node: HTMLElement | null) => {
    if (!node) {
      hadFocus = root.activeElement?.id === 'reply';
      return void replies.typing(false);
    }
    replies.ask();
    node.querySelector('input')?.focus();
  };
  /** Where the form is taken away, its focus must not fall to nowhere. */
  const receive = (node: HTMLElement | null) => void (hadFocus && node?.focus());

  const drawer = () => {
    const all = words.value;
    const { label, note, send: sendIt } = all.reply;
    if (replies.areRefused.value)
      return [
        <p key="none" tabIndex={-1} ref={receive}>
          {all.reply['role-forbidden']}
        </p>,
      ];
    return [
      <form
        key="form"
        ref={attach}
        onSubmit={send}
        // A page's own keys are not meant by what is written here.
        onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
      >
        <label for="reply">{label}</label>
        <input
          id="reply"
          autocomplete="off"
          dir="auto"
          enterkeyhint="send"
          aria-describedby="reply-note"
          value={draft.value}
          onInput={write}
          onCompositionEnd={write}
        />
        <button>{sendIt}</button>
      </form>,
      <p key="note" id="reply-note">
        {note} <b>{problem.value && wordsOf(problem.value, all)}</b>
      </p>,
      <ul key="all">
        {replies.all.value.map(({ id, text, fate }) => (
          <li key={id}>
            <span dir="auto" lang="">
              {text}
            </span>{' '}
            <i>{wordsOf(fate, all)}</i>
          </li>
        ))}
      </ul>,
    ];
  };
  return {
    id: 'reply',
    name: ({ reply }) => reply.name,
    isHere: () => parts.element.matches('[reply]:not([reply=false])'),
    drawer,
  };
}
