// The console asks before it speaks to a relay that is not its page's own: such a link gives every word of the talk to whoever
// sent it, and none to the viewers. The answer holds for the tab, so that a reload in the middle of a talk asks nothing.
import type { ConsoleLink } from './console-link.ts';

const key = 'captionwire.console.relay';

/** Whether the relay of a link may be spoken to: it is the page's own, or the captioner said so. */
export function isConfirmed({ relay }: ConsoleLink): boolean {
  return isOwn(relay) || readKept() === relay;
}

export const isOwn = (relay: string): boolean => new URL(relay).origin === location.origin;

function readKept(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // A browser that keeps nothing asks again after a reload.
    return null;
  }
}

export type OtherRelayProps = { readonly link: ConsoleLink; onConfirmed(): void };

export function OtherRelay({ link: { relay, session }, onConfirmed }: OtherRelayProps) {
  const confirm = () => {
    try {
      sessionStorage.setItem(key, relay);
    } catch {
      // As above: then it holds until the page is loaded anew.
    }
    onConfirmed();
  };
  return (
    <main class="help">
      <p class="brand">captionwire console</p>
      <h1>This link sends your words to {new URL(relay).host}</h1>
      <p class="help-lead">
        That is another relay than the one of this page, {location.host}. Viewers of “{session}” on this
        page’s relay would see nothing of what you write.
      </p>
      <p>
        Go on only if you know {relay} and mean to write there. Otherwise ask the person who sent you the
        link.
      </p>
      <p>
        <button type="button" class="button" onClick={confirm}>
          Write to {new URL(relay).host}
        </button>
      </p>
    </main>
  );
}
