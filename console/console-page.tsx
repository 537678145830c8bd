// The console of one session: lines and typing in the middle, the tools at the side, keys for everything. Puts the parts
// together around one desk.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';

import { Announcements } from './announcer.tsx';
import { Compose } from './writing/compose.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { connectionWords } from './console-connection.ts';
import type { ConsoleState } from './console-state.ts';
import { createDesk } from './desk/desk.ts';
import { createShortcuts, ShortcutsDialog } from './desk/shortcuts.tsx';
import { keepText } from './keeping/text-in-the-making.ts';
import { Side } from './panels/side.tsx';
import { LineList } from './lines/line-list.tsx';

export function ConsolePage({ state }: { readonly state: ConsoleState }) {
  const desk = useMemo(() => createDesk(state), [state]);
  const shortcuts = useMemo(() => createShortcuts(desk), [desk]);

  // Readable in a row of tabs: what matters first.
  useSignalEffect(() => {
    document.title = `${connectionWords(state.connection.value).title} · ${state.session} · captionwire`;
  });
  // Before the first key can come.
  useLayoutEffect(() => {
    const listening = new AbortController();
    addEventListener('keydown', shortcuts.handle, listening);
    return () => listening.abort();
  }, [shortcuts]);
  useEffect(() => desk.stop, [desk]);

  useEffect(() => keepText(desk), [desk]);

  return (
    <div class="page">
      <ConnectionBar state={state} focusWords={desk.field.focus} openShortcuts={shortcuts.show} />
      <main class="work" aria-label="Captions">
        <LineList desk={desk} />
        <Compose desk={desk} />
      </main>
      <Side desk={desk} />
      <ShortcutsDialog desk={desk} shortcuts={shortcuts} />
      <Announcements state={state} announcer={desk.announcer} />
    </div>
  );
}
