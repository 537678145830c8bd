// A new link for another person, or the URL for a captioning tool, made by an owner: what they may do, their name, and for how
// long. The link is shown once and kept nowhere.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { limits } from '../../../protocol/limits.ts';
import {
  consoleLink,
  type IngestDialect,
  ingestDialects,
  ingestLink,
  viewerLink,
} from '../../../protocol/links.ts';
import { cleanName } from '../../../protocol/text.ts';
import type { Desk } from '../../desk/desk.ts';
import { QrCode } from './qr-code.tsx';
import { ShareField } from './share-field.tsx';
import { requestToken, TokenProblem, type TokenWish } from './token-request.ts';

const hourS = 3_600;
const durations: readonly [string, number][] = [
  ['1 hour', hourS],
  ['4 hours', 4 * hourS],
  ['12 hours', 12 * hourS],
  ['1 day', 24 * hourS],
  ['7 days', 7 * 24 * hourS],
  ['30 days', 30 * 24 * hourS],
];
const usualS = 12 * hourS;

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const mays: Readonly<Record<TokenWish['role'], string>> = {
  viewer: 'read',
  presenter: 'write captions',
  tool: 'send captions',
};

const tools: Readonly<Record<IngestDialect, string>> = {
  zoom: 'Zoom',
  youtube: 'YouTube',
  teams: 'Teams',
  streamtext: 'StreamText',
  webhook: 'Webhook',
};

const dialectOf = (chosen: string) => ingestDialects.find((dialect) => dialect === chosen);

type MadeLink = {
  readonly role: TokenWish['role'];
  readonly name: string;
  readonly url: string;
  readonly until: string;
};

function Made({
  made: { role, name, url, until },
  session,
  announcer,
}: Pick<Desk, 'announcer'> & { readonly made: MadeLink; readonly session: string }) {
  return (
    <>
      <ShareField id="made-link" name={name} text={url} rows={3} announcer={announcer} />
      <p class="box-help">
        Valid until {until}. Whoever has it may {mays[role]}; it is shown only here and now.
      </p>
      {role === 'viewer' && <QrCode name={name.toLowerCase()} text={url} session={session} />}
    </>
  );
}

export function Invite({ state, announcer }: Pick<Desk, 'state' | 'announcer'>) {
  const made = useSignal<MadeLink | undefined>(undefined);
  const problem = useSignal('');
  const asking = useSignal(false);
  /** A tool has no name. */
  const forTool = useSignal(false);
  const form = useRef<HTMLFormElement>(null);

  async function make(): Promise<void> {
    const fields = new FormData(form.current as HTMLFormElement);
    const chosen = String(fields.get('role'));
    const dialect = dialectOf(chosen);
    const role = dialect ? 'tool' : chosen === 'presenter' ? 'presenter' : 'viewer';
    const person = cleanName(String(fields.get('name') ?? ''));
    const { relay, session, token: own } = state;
    const { token, expiresAt } = await requestToken(
      { relay, session, token: own.peek() },
      { role, ttlS: Number(fields.get('ttlS')), ...(person ? { name: person } : {}) },
    );
    const link = role === 'presenter' ? consoleLink : viewerLink;
    const kind = dialect
      ? `${tools[dialect]} URL`
      : role === 'presenter'
        ? 'Presenter link'
        : 'Private viewer link';
    made.value = {
      role,
      name: person ? `${kind} for ${person}` : kind,
      url: dialect ? ingestLink(relay, dialect, session, token) : link(relay, session, token),
      until: day.format(expiresAt),
    };
    announcer.say(`${made.value.name} is ready.`);
  }

  const submit = () => {
    if (asking.peek()) return;
    asking.value = true;
    problem.value = '';
    made.value = undefined;
    make()
      .catch((error: unknown) => {
        // Anything else is a fault of this page and must not pass for the relay's.
        if (!(error instanceof TokenProblem)) throw error;
        problem.value = error.message;
        announcer.alarm(error.message);
      })
      .finally(() => {
        asking.value = false;
      });
  };

  return (
    <section class="invite" aria-labelledby="invite-title">
      <h3 id="invite-title">New link</h3>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="field">
          <label for="invite-role">Role</label>
          <select
            id="invite-role"
            name="role"
            onChange={({ currentTarget }) => {
              forTool.value = dialectOf(currentTarget.value) !== undefined;
            }}
          >
            <option value="viewer">read (viewer)</option>
            <option value="presenter">write captions (presenter)</option>
            {ingestDialects.map((dialect) => (
              <option key={dialect} value={dialect}>
                send captions ({tools[dialect]})
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="invite-ttl">Valid for</label>
          <select id="invite-ttl" name="ttlS">
            {durations.map(([name, seconds]) => (
              <option key={seconds} value={seconds} selected={seconds === usualS}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {!forTool.value && (
          <div class="field invite-name">
            <label for="invite-name">Name, if you like</label>
            <input id="invite-name" name="name" maxLength={limits.nameCodePoints} autocomplete="off" />
          </div>
        )}
        <button type="submit" class="button" aria-disabled={asking.value}>
          {asking.value ? 'Making the link…' : 'Make link'}
        </button>
      </form>
      {problem.value && <p class="box-problem">{problem}</p>}
      {made.value && <Made made={made.value} session={state.session} announcer={announcer} />}
    </section>
  );
}
