// What the script loads on demand: the bar of tools, and what must be there from the beginning for a reader who chose
// something. Puts itself between the session and the screen, and takes itself away without a trace.
import type { SessionView, ViewChange } from '../../client/follow.ts';
import type { Kit, Manner, Parts, Tools } from '../on-demand.ts';
import { alertStyles, watchForWords } from './alerts.ts';
import { wearChoices } from './appearance.ts';
import { Bar, barStyles, closeOnEscape } from './bar.tsx';
import type { Desk, Tool } from './desk.ts';
import { controlStyles } from './choice-controls.tsx';
import { createEarlyAlerts } from './early-alerts.ts';
import { createFeedback, feedbackStyles } from './feedback.tsx';
import { createHold } from './hold.ts';
import { holdTools } from './hold-tools.ts';
import { keepInSight } from './in-sight.ts';
import { addSheet, fill, signal, watch } from './kit.ts';
import { createLanguages } from './languages.ts';
import { createPreferences } from './preferences.ts';
import { placeStyles, placeTools } from './place.tsx';
import { createPopOutTool, popOutStyles } from './pop-out.tsx';
import { presetStyles } from './presets.tsx';
import { createReadBack } from './read-back.ts';
import { createReader } from './reader.tsx';
import { createTranscriptLog } from './transcript-log.ts';
import { transcriptStyles } from './transcript-styles.ts';
import { createTranscript } from './transcript.tsx';
import { createReply, replyStyles } from './reply.tsx';
import { createSettings, settingsStyles } from './settings.tsx';
import { createTracksTool } from './tracks.tsx';
import { showOverVideo, videoStyles } from './video.tsx';
import type { ToolWords } from './words/en.ts';

const delayMs = (element: HTMLElement, chosenS: number) => {
  const seconds = chosenS < 0 ? Number(element.getAttribute('delay')) || 0 : chosenS;
  return Math.min(Math.max(seconds, 0), 180) * 1000;
};

/**
 * Loads the words that the tools fall back on. A module of its own, so that who reads another language next is not sent two of
 * them in one file; asked for here, because bundlers for older browsers know no `await` outside functions.
 */
export async function prepareTools(kit: Kit): Promise<(parts: Parts) => Tools> {
  fill(kit);
  const { words } = await import('./words/en.ts');
  return (parts) => startTools(parts, words);
}

function startTools(parts: Parts, english: ToolWords): Tools {
  const { element, state, announcer } = parts;
  const listeners: ((change: ViewChange, view: SessionView) => void)[] = [];
  const leaving = new AbortController();
  const { signal: left } = leaving;
  const onStop: Desk['onStop'] = (cleanUp) => left.addEventListener('abort', cleanUp);
  const listen: Desk['listen'] = (target, type, listener, capture = false) =>
    target.addEventListener(type, listener, { signal: left, capture });
  const preferences = createPreferences({ listen, onStop });
  const manner = signal<Manner>({ lang: '', announce: 'phrases' });
  const { toolsOpen } = state;

  const alerts = createEarlyAlerts(parts);
  const hold = createHold({
    deliver(change, view) {
      alerts.deliver(change, view);
      for (const listener of listeners) listener(change, view);
    },
    delayMs: () => delayMs(element, preferences.now.peek().delay),
    wordsPerMinute: () => preferences.now.peek().speed,
  });
  parts.receive = alerts.ahead(hold.receive);
  parts.onMessage = hold.onMessage;

  const desk: Desk = {
    parts,
    root: element.shadowRoot as ShadowRoot,
    preferences,
    hold,
    words: signal<ToolWords>(english),
    isElsewhere: signal(false),
    opened: signal<string | undefined>(undefined),
    say: (text) => announcer.say('status', text, state.tongue.peek().lang),
    onChange: (listener) => void listeners.push(listener),
    addSheet: () => addSheet(desk.root),
    follow(use) {
      let stop = () => {};
      const run = () => {
        stop();
        stop = watch(use, run);
      };
      run();
      onStop(() => stop());
    },
    listen,
    onStop,
  };

  const announce = () => {
    const chosen = preferences.now.value.announce;
    return chosen === 'site' ? manner.value.announce : chosen;
  };

  const log = createTranscriptLog(desk);
  const tools: Tool[] = [
    ...holdTools(desk),
    ...createTranscript(desk, log),
    createReader(desk, log),
    {
      id: 'read-back',
      name: (words) => words.readLastLine,
      press: createReadBack(parts),
      stays: () => announce() === 'on-demand',
    },
    createSettings(desk),
    createTracksTool(desk),
    ...showOverVideo(desk),
    ...placeTools(desk),
    createPopOutTool(desk),
    createFeedback(desk),
    createReply(desk),
  ];

  desk.follow(() => {
    const shown = toolsOpen.value ? tools : tools.filter(({ stays }) => stays?.());
    state.tools.value = [
      !element.matches('[target]') && <i class="corner" key="corner" aria-hidden="true" />,
      shown.length > 0 && <Bar key="bar" desk={desk} tools={shown} />,
    ];
  });
  closeOnEscape(desk);
  desk
    .addSheet()
    .replaceSync(
      feedbackStyles +
        replyStyles +
        alertStyles +
        barStyles +
        transcriptStyles +
        settingsStyles +
        controlStyles +
        presetStyles() +
        placeStyles +
        popOutStyles +
        videoStyles,
    );

  wearChoices(desk);
  keepInSight(desk);
  watchForWords(desk);
  const speak = createLanguages(desk, english);

  return {
    toggle() {
      toolsOpen.value = !toolsOpen.peek();
    },
    manner(given) {
      manner.value = given;
      speak(given.lang);
    },
    announce,
    stop() {
      leaving.abort();
      hold.stop();
      // All but the panel's own.
      const { adoptedStyleSheets: sheets = [] } = desk.root;
      sheets.length = 1;
      for (const style of desk.root.querySelectorAll('style~style')) style.remove();
    },
  };
}
