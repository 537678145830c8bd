// The console of one session: lines and typing in the middle, status and sharing at the side.
// Puts the parts together and owns what only this page knows: the composer, the speaker's name, the announcer.
import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';

import { Announcements, createAnnouncer } from './announcer.tsx';
import { Compose } from './compose.tsx';
import { createComposer } from './composer.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { connectionWords } from './console-connection.ts';
import type { ConsoleState } from './console-state.ts';
import { keptSpeaker } from './kept-values.ts';
import { SentLines } from './sent-lines.tsx';
import { ShareBox } from './share-box.tsx';
import { StatusBox } from './status-box.tsx';

export function ConsolePage({ state }: { readonly state: ConsoleState }) {
  const speaker = useSignal(useMemo(keptSpeaker, []));
  const field = useRef<HTMLTextAreaElement>(null);
  const announcer = useMemo(createAnnouncer, []);
  const composer = useMemo(() => {
    const { publish, interim, typing } = state;
    return createComposer({ publish, interim, typing, speaker });
  }, [state]);

  // Readable in a row of tabs: what matters first.
  useSignalEffect(() => {
    document.title = `${connectionWords(state.connection.value).title} · ${state.session} · captionwire`;
  });

  return (
    <div class="page">
      <ConnectionBar state={state} focusWords={() => field.current?.focus()} />
      <main class="work" aria-label="Captions">
        <SentLines state={state} />
        <Compose composer={composer} announcer={announcer} speaker={speaker} field={field} />
      </main>
      <aside class="side" aria-label="Status and sharing">
        <StatusBox state={state} />
        <ShareBox relay={state.relay} session={state.session} announcer={announcer} />
      </aside>
      <Announcements state={state} announcer={announcer} />
    </div>
  );
}
