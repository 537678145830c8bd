// What a viewer sees, above the field: the widget itself, on a connection of its own, loaded when it is first shown. It is a picture
// here: inert, so that it takes neither keys nor focus, and its regions tell the captioner's screen reader nothing.
import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

import type { Desk } from '../desk/desk.ts';

export function PreviewStrip({ desk }: { readonly desk: Desk }) {
  const { state, transport, announcer } = desk;
  const place = useRef<HTMLDivElement>(null);
  const problem = useSignal('');

  useEffect(() => {
    let closed = false;
    let takeAway = () => {};
    async function show(): Promise<void> {
      const { mount } = await import('../../widget/index.ts');
      if (closed) return;
      const { relay, session, token } = state;
      const { element, destroy } = mount({
        relay,
        session,
        // The relay counts who brings a presenter's among the presenters: no viewer is made up.
        token: token.peek(),
        target: place.current as Element,
        announce: 'off',
        transport,
      });
      const stopFollowing = effect(() => element.setAttribute('token', token.value));
      takeAway = () => {
        stopFollowing();
        destroy();
      };
    }
    show().catch((error: unknown) => {
      problem.value = `The preview did not load: ${(error as Error).message}. Hide the preview and show it again.`;
      announcer.alarm(problem.peek());
    });
    return () => {
      closed = true;
      takeAway();
    };
  }, [state, transport, announcer, problem]);

  return (
    <section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">What viewers see</h2>
      <p class="heard">
        With what you chose as a reader on this device. A picture only: it takes no keys, is not read aloud,
        and does not count as a viewer.
      </p>
      {problem.value && <p class="box-problem">{problem}</p>}
      <div ref={place} inert />
    </section>
  );
}
