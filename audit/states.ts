// The states that the widget is driven through: how each is entered, how it is known to be there, and how it is left.
// Texts are short: what a screen reader could not speak in time is skipped by the widget, and would look like a fault.
import type { Bridge } from './bridge.ts';
import type { StateName } from './contract.ts';
import type { Drive } from './drive.ts';
import type { Panel } from './panel.ts';

type Actors = { readonly drive: Drive; readonly panel: Panel; readonly bridge: Bridge };

export type State = {
  /** Whether the widget got there. */
  enter(actors: Actors): Promise<boolean>;
  leave?(actors: Actors): Promise<void>;
  /** Nobody but the session does anything, so the focus must stay where it is. */
  readonly isQuiet?: boolean;
};

/** The line that grows, and the one it becomes. */
const growing = 'growing';
const steps = ['Goo', 'Good mor', 'Good morning, ev'];
const finished = 'Good morning, everybody.';

const rows = '.log p:not(.interim):not(.empty)';
const line = (text: string, voice?: { speaker?: string; lang?: string }): State => ({
  isQuiet: true,
  async enter({ drive, panel }) {
    await drive.line(text, voice);
    return panel.has(rows, text);
  },
});
const status = (level: 'info' | 'warning' | 'alert', text: string): State => ({
  isQuiet: true,
  async enter({ drive, panel }) {
    await drive.status(level, text);
    return panel.has(`.status.${level}`, text);
  },
});
const drawer = (id: string): State => ({
  enter: ({ panel }) => panel.openTool(id),
  leave: ({ panel }) => panel.closeTools(),
});

export const states: Readonly<Record<StateName, State>> = {
  'before-connecting': { enter: ({ panel }) => panel.has('section') },
  idle: {
    isQuiet: true,
    async enter({ bridge, panel }) {
      bridge.open();
      if (!(await bridge.through())) return false;
      // Over a film the panel begins hidden.
      await panel.show();
      return panel.has('.empty');
    },
  },
  typing: {
    isQuiet: true,
    async enter({ drive, panel }) {
      drive.typing(true);
      return panel.has('.foot span');
    },
    async leave({ drive }) {
      drive.typing(false);
    },
  },
  interim: {
    isQuiet: true,
    async enter({ drive, panel }) {
      let isThere = true;
      for (const text of steps) {
        drive.interim(growing, text, { speaker: 'Maya' });
        isThere = await panel.has('.log p.interim', text);
      }
      return isThere;
    },
  },
  finished: {
    isQuiet: true,
    async enter({ drive, panel }) {
      await drive.line(finished, { speaker: 'Maya' }, growing);
      // The same again is said again.
      await drive.line('Yes.', { speaker: 'Tom' });
      await drive.line('Yes.', { speaker: 'Maya' });
      await drive.line('Let us begin.', { speaker: 'Maya' });
      return panel.has(rows, 'Let us begin.');
    },
  },
  'right-to-left': line('صباح الخير للجميع', { speaker: 'ليلى', lang: 'ar' }),
  'status-info': status('info', 'We begin soon.'),
  'status-warning': status('warning', 'The sound is weak.'),
  alert: {
    ...status('alert', 'Please leave by the exit.'),
    async leave({ drive }) {
      await drive.status('info', '');
    },
  },
  'settings-open': drawer('settings'),
  'transcript-open': drawer('transcript'),
  paused: {
    async enter({ drive, panel }) {
      await panel.pressTool('pause');
      await drive.line('Said while it rests.');
      return panel.has('[data-tool=pause][aria-expanded],[data-tool=jump]');
    },
    async leave({ panel }) {
      await panel.pressTool('jump');
      await panel.closeTools();
      await panel.has(rows, 'Said while it rests.');
    },
  },
  reconnecting: {
    isQuiet: true,
    async enter({ bridge, panel }) {
      await bridge.hold();
      return panel.has('.foot b');
    },
    async leave({ bridge, drive, panel }) {
      await drive.line('Said while it was away.');
      bridge.open();
      await bridge.through();
      await panel.has(rows, 'Said while it was away.');
    },
  },
  'long-line': line(
    'A long line runs over several rows, and has one word that no row can hold: ' +
      `https://example.org/${'long-address-'.repeat(5)}. Then it ends.`,
    { speaker: 'Maya' },
  ),
  ended: {
    isQuiet: true,
    async enter({ drive, panel }) {
      await drive.end();
      return panel.has('.foot b');
    },
  },
};
