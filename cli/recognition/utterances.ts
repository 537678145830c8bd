// What was heard is published: the words of an utterance as they grow under one id, then its line. Lines too long for one
// caption become several. Nothing is dropped: who hands in more than the relay takes waits.
import { newId, type Presenter, type Voice } from '../../client/index.ts';
import { limits } from '../../protocol/limits.ts';
import { languageOf } from '../../protocol/language-tag.ts';
import { splitText } from '../../protocol/line-splitter.ts';
import { cleanName, hasVisibleText } from '../../protocol/text.ts';
import type { OutboxRoom } from '../outbox-room.ts';
import type { Heard } from './heard.ts';

export type UtterancesOptions = {
  readonly presenter: Presenter;
  readonly room: OutboxRoom;
  readonly speaker?: string | undefined;
  readonly lang?: string | undefined;
};

export type Utterances = {
  /** Publishes; resolves when there is room for more. */
  take(heard: Heard): Promise<void>;
  /** Shows words that have no end yet. */
  show(text: string): void;
  /** Finishes what is in the making. */
  end(): Promise<void>;
};

/** Utterances in the making at once; with one more the oldest is finished as it stands. */
const mostOpen = 16;
/** Finished utterances that are known again. */
const mostFinished = 200;

type Open = { readonly id: string; readonly at: number; text: string; voice: Voice };
type Finished = {
  readonly id: string;
  readonly at: number;
  readonly isOneLine: boolean;
  rev: number;
  text: string;
};

export function createUtterances({ presenter, room, ...usual }: UtterancesOptions): Utterances {
  const open = new Map<string, Open>();
  const finished = new Map<string, Finished>();

  function voiceOf({ speaker = '', lang = '' }: Partial<Heard>): Voice {
    const name = Array.from(cleanName(speaker)).slice(0, limits.nameCodePoints).join('') || usual.speaker;
    // What a recogniser calls the language may be no tag; its words matter more.
    const tag = languageOf(lang) ?? usual.lang;
    return { ...(name ? { speaker: name } : {}), ...(tag ? { lang: tag } : {}) };
  }

  function drop(key: string): void {
    const gone = open.get(key);
    if (gone) presenter.interim(gone.id, '');
    open.delete(key);
  }

  async function grow(key: string, text: string, voice: Voice): Promise<void> {
    if (!hasVisibleText(text)) return drop(key);
    const utterance = open.get(key) ?? { id: newId(), at: Date.now(), text, voice };
    Object.assign(utterance, { text, voice });
    open.set(key, utterance);
    // An utterance that does not end is read at its end.
    presenter.interim(utterance.id, splitText(text, limits.textCodePoints).at(-1) as string, voice);
    const [oldest] = open.keys();
    if (open.size > mostOpen && oldest !== undefined) await finishAsItStands(oldest);
  }

  /** A recogniser that says an utterance again repeats it, or has read it better. */
  async function correct(said: Finished, text: string, voice: Voice): Promise<void> {
    const isOneLine = said.isOneLine && splitText(text, limits.textCodePoints).length === 1;
    if (said.text === text || !hasVisibleText(text) || !isOneLine) return;
    said.text = text;
    await room.free();
    const { id, at } = said;
    presenter.publish({ type: 'line', id, rev: ++said.rev, text: text.trim(), at, ...voice });
  }

  async function finish(key: string, text: string, voice: Voice): Promise<void> {
    const { id, at } = open.get(key) ?? { id: newId(), at: Date.now() };
    if (!hasVisibleText(text)) return drop(key);
    open.delete(key);
    const pieces = splitText(text, limits.textCodePoints);
    if (key) finished.set(key, { id, at, rev: 1, text, isOneLine: pieces.length === 1 });
    const [oldest] = finished.keys();
    if (finished.size > mostFinished && oldest !== undefined) finished.delete(oldest);
    for (const [place, piece] of pieces.entries()) {
      if (!hasVisibleText(piece)) continue;
      await room.free();
      const own = place === 0 ? id : newId();
      presenter.publish({ type: 'line', id: own, rev: 1, text: piece.trim(), at, ...voice });
    }
  }

  async function finishAsItStands(key: string): Promise<void> {
    const utterance = open.get(key);
    if (utterance) await finish(key, utterance.text, utterance.voice);
  }

  async function finishAll(): Promise<void> {
    for (const key of open.keys()) await finishAsItStands(key);
  }

  return {
    async take(heard) {
      const { key = '', text, final, grows } = heard;
      if (heard.restarts) {
        await finishAll();
        finished.clear();
        return;
      }
      const voice = voiceOf(heard);
      const known = finished.get(key);
      if (known) return final ? correct(known, text, voice) : undefined;
      const words = grows ? (open.get(key)?.text ?? '') + text : text;
      await (final ? finish(key, words, voice) : grow(key, words, voice));
    },
    show: (text) => void grow('', text.trim(), voiceOf({})),
    end: finishAll,
  };
}
