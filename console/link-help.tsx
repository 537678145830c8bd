// The page of a link that cannot open the console: what is wrong with it and how to get one that does.
// It never shows the token, in case somebody photographs the screen to ask for help.
import type { LinkProblem } from './console-link.ts';

const words: Record<LinkProblem, string> = {
  nothing: 'The console is opened by a link made for one session, and this address has none in it.',
  'session-missing':
    'The link does not say which session it is for. It may have been cut off when it was copied.',
  'session-invalid':
    'The name of the session in this link is not one: it must be 1 to 64 letters (A to Z), digits, “_” or “-”.',
  'token-missing':
    'The link lacks its token, the part that allows you to send. It may have been cut off when it was copied.',
  'token-broken':
    'The token in this link is incomplete. It may have been cut off or broken into two lines when it was copied.',
  'relay-invalid':
    'The link names a relay that is not a web address. It must begin with https:// or http://.',
};

export type LinkHelpProps = { readonly problem: LinkProblem; readonly session?: string | undefined };

export function LinkHelp({ problem, session }: LinkHelpProps) {
  const name = session && problem !== 'session-invalid' ? session : 'SESSION';
  return (
    <main class="help">
      <p class="brand">captionwire console</p>
      <h1>This link does not open the console</h1>
      <p class="help-lead">{words[problem]}</p>
      <h2>How to get a link</h2>
      <ol>
        <li>
          On the machine of the relay, run:
          <pre>
            <code>captionwire invite {name} --role presenter</code>
          </pre>
        </li>
        <li>
          It prints a link to the console. Open that link here, whole, from “http” to its last character.
        </li>
      </ol>
      <p>No access to that machine? Ask the person who runs the relay to do this and to send you the link.</p>
    </main>
  );
}
