// What was heard is published: the words of an utterance as they grow under one id, then its line. Lines too long for one
// caption become several. Nothing is dropped: who hands in more than the relay takes waits.
import { newId, type Presenter, type Voice } from '../../client/index.ts';
import { limits } from '../../protocol/limits.ts';
import { splitText } from '../../protocol/line-splitter.ts';
import { isLang } from '../../protocol/records.ts';
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

export function createUtterances({ presenter, room, ...usual }: UtterancesOptions): Utterances {
  let current: { readonly id: string; readonly at: number; text: string; voice: Voice } | undefined;

  function voiceOf({ speaker = '', lang = '' }: Partial<Heard>): Voice {
    const name = Array.from(cleanName(speaker)).slice(0, limits.nameCodePoints).join('') || usual.speaker;
    // What a recogniser calls the language may be no tag; its words matter more.
    const tag = isLang(lang) ? lang : usual.lang;
    return { ...(name ? { speaker: name } : {}), ...(tag ? { lang: tag } : {}) };
  }

  function grow(text: string, voice: Voice): void {
    if (!hasVisibleText(text)) {
      if (current) presenter.interim(current.id, '');
      current = undefined;
      return;
    }
    current ??= { id: newId(), at: Date.now(), text, voice };
    Object.assign(current, { text, voice });
    // An utterance that does not end is read at its end.
    presenter.interim(current.id, splitText(text, limits.textCodePoints).at(-1) as string, voice);
  }

  async function finish(text: string, voice: Voice): Promise<void> {
    const { id, at } = current ?? { id: newId(), at: Date.now() };
    if (!hasVisibleText(text)) return grow('', voice);
    current = undefined;
    for (const [place, piece] of splitText(text, limits.textCodePoints).entries()) {
      if (!hasVisibleText(piece)) continue;
      await room.free();
      presenter.publish({
        type: 'line',
        id: place === 0 ? id : newId(),
        rev: 1,
        text: piece.trim(),
        at,
        ...voice,
      });
    }
  }

  return {
    async take(heard) {
      const voice = voiceOf(heard);
      if (heard.final) await finish(heard.text, voice);
      else grow(heard.text, voice);
    },
    show: (text) => grow(text.trim(), voiceOf({})),
    async end() {
      if (current) await finish(current.text, current.voice);
    },
  };
}
