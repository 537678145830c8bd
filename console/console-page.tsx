// The console of one session: lines and typing in the middle, the tools at the side, keys for everything. Puts the parts
// together around one desk.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';

import { Announcements } from './announcer.tsx';
import { Compose } from './writing/compose.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import type { ConsoleState } from './console-state.ts';
import { giveBackFocus } from './desk/give-back-focus.ts';
import { createDesk, type DeskOptions } from './desk/desk.ts';
import { createShortcuts, ShortcutsDialog } from './desk/shortcuts.tsx';
import { headWords } from './head-words.ts';
import { keepText } from './keeping/text-in-the-making.ts';
import { Side } from './panels/side.tsx';
import { LineList } from './lines/line-list.tsx';
import { PreviewStrip } from './preview/preview-strip.tsx';

export type ConsolePageProps = { readonly state: ConsoleState; readonly options: DeskOptions };

export function ConsolePage({ state, options }: ConsolePageProps) {
  const desk = useMemo(() => createDesk(state, options), [state, options]);
  const shortcuts = useMemo(() => createShortcuts(desk), [desk]);

  // Readable in a row of tabs: what matters first.
  useSignalEffect(() => {
    document.title = `${headWords(state).title} · ${state.session} · captionwire`;
  });
  // Before the first key can come.
  useLayoutEffect(() => {
    const listening = new AbortController();
    addEventListener('keydown', shortcuts.handle, listening);
    return () => listening.abort();
  }, [shortcuts]);
  useEffect(() => desk.stop, [desk]);

  useEffect(() => keepText(desk), [desk]);

  const { compact, size } = desk;
  const classes = ['page', compact.value && 'page-compact', compact.value && size.isLow.value && 'page-low'];
  return (
    <div class={classes.filter(Boolean).join(' ')} onClick={giveBackFocus(desk.field)}>
      <ConnectionBar state={state} focusWords={desk.field.focus} openShortcuts={shortcuts.show} desk={desk} />
      <main class="work" aria-label="Captions">
        <LineList desk={desk} />
        {desk.preview.value && <PreviewStrip desk={desk} />}
        <Compose desk={desk} />
      </main>
      <Side desk={desk} />
      <ShortcutsDialog desk={desk} shortcuts={shortcuts} />
      <Announcements state={state} announcer={desk.announcer} />
    </div>
  );
}
