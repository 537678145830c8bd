// The interim texts of one session: publishers' deltas in, at most one change per line and flush out. What viewers
// hold is the text of the last flush, so that any number of keystrokes between two flushes is one delta.
import { applyDelta, textDelta } from '../../protocol/delta.ts';
import { limits, relayLimits } from '../../protocol/limits.ts';
import type { Interim } from '../../protocol/live.ts';
import { mainTrack } from '../../protocol/records.ts';
import { cleanName, cleanText, codePointLength } from '../../protocol/text.ts';

type Held = {
  readonly publisher: string;
  /** The connection that sent it is gone, and no other one has taken it up. */
  orphaned: boolean;
  /** As the publisher counts and spells it: its deltas build on these. */
  rev: number;
  raw: string;
  voice: Omit<Interim, 'id' | 'rev' | 'keep' | 'add'>;
  /** As viewers have it: revision 0 means that they do not have it. */
  shown: string;
  shownRev: number;
  shownVoice: string;
};

/** A change to be sent, with the track that it belongs to. */
export type InterimChange = { readonly track: string; readonly interim: Interim };

export type InterimStore = {
  /** Takes one message, or says why it cannot: its base is not here, or the text gets too long. */
  put(publisher: string, interim: Interim): 'no-base' | 'too-long' | undefined;
  /**
   * The line is finished or retracted: its record ends the interim for every viewer that is sent it.
   * @param track the record's; undefined when it concerns all.
   */
  end(id: string, track: string | undefined): void;
  /** A publisher's connection is gone: its texts wait to be taken up by the next one. */
  orphan(publisher: string): void;
  /** Takes away a publisher's texts that no connection took up. */
  endOrphans(publisher: string): void;
  /** What changed since the last call, as deltas. */
  takeChanges(): InterimChange[];
  /** Every text as viewers have it, whole, for one who joins. Call after a flush. */
  whole(): InterimChange[];
  hasChanges(): boolean;
};

export function createInterimStore(): InterimStore {
  const held = new Map<string, Held>();
  const dirty = new Set<string>();
  /** Texts taken away that viewers of a track still show, by id and track. */
  const ended = new Map<string, { id: string; track: string; rev: number }>();

  const trackOf = (entry: Held) => entry.voice.track ?? mainTrack;
  const remove = (id: string) => {
    const entry = held.get(id);
    if (entry && entry.shownRev > 0) {
      const track = trackOf(entry);
      ended.set(`${id} ${track}`, { id, track, rev: entry.shownRev + 1 });
    }
    held.delete(id);
    dirty.delete(id);
  };

  return {
    put(publisher, { id, rev, keep, add, ...voice }) {
      let before = held.get(id);
      if (keep > 0 && (before?.publisher !== publisher || before.rev !== rev - 1)) {
        return 'no-base';
      }
      const raw = applyDelta(keep > 0 && before ? before.raw : '', { keep, add });
      if (raw === undefined) return 'no-base';
      // Both ways of counting: what is stripped must not pile up, and composing can lengthen.
      const longest = Math.max(codePointLength(raw), codePointLength(cleanText(raw)));
      if (longest > limits.textCodePoints) return 'too-long';
      if (raw === '') {
        remove(id);
        return undefined;
      }
      if (!before && held.size >= relayLimits.interimsPerSession) remove(held.keys().next().value as string);
      const speaker = voice.speaker === undefined ? '' : cleanName(voice.speaker);
      const { speaker: _, ...plainVoice } = voice;
      const nextVoice =
        keep > 0 && before ? before.voice : { ...plainVoice, ...(speaker ? { speaker } : {}) };
      const track = nextVoice.track ?? mainTrack;
      if (before && trackOf(before) !== track) {
        // Who reads the old track only must not be left with a text that goes on elsewhere.
        remove(id);
        before = undefined;
      }
      const wasEnded = ended.get(`${id} ${track}`);
      ended.delete(`${id} ${track}`);
      held.set(id, {
        shown: '',
        shownRev: wasEnded?.rev ?? 0,
        shownVoice: '',
        ...before,
        publisher,
        orphaned: false,
        rev,
        raw,
        voice: nextVoice,
      });
      dirty.add(id);
      return undefined;
    },
    end(id, track) {
      const entry = held.get(id);
      if (entry && track !== undefined && trackOf(entry) !== track) return remove(id);
      held.delete(id);
      dirty.delete(id);
      if (track !== undefined) ended.delete(`${id} ${track}`);
    },
    orphan(publisher) {
      for (const entry of held.values()) if (entry.publisher === publisher) entry.orphaned = true;
    },
    endOrphans(publisher) {
      for (const [id, entry] of held) if (entry.publisher === publisher && entry.orphaned) remove(id);
    },
    takeChanges() {
      const changes: InterimChange[] = [];
      for (const { id, track, rev } of ended.values()) {
        changes.push({ track, interim: { id, rev, keep: 0, add: '' } });
      }
      for (const id of dirty) {
        const entry = held.get(id) as Held;
        const text = cleanText(entry.raw);
        const voiceKey = JSON.stringify(entry.voice);
        const delta =
          entry.shownRev > 0 && voiceKey === entry.shownVoice
            ? textDelta(entry.shown, text)
            : { keep: 0, add: text };
        entry.shownRev++;
        entry.shown = text;
        entry.shownVoice = voiceKey;
        const voice = delta.keep === 0 ? entry.voice : {};
        changes.push({
          track: trackOf(entry),
          interim: { id, rev: entry.shownRev, ...delta, ...voice },
        });
      }
      ended.clear();
      dirty.clear();
      return changes;
    },
    whole() {
      return [...held].map(([id, entry]) => ({
        track: trackOf(entry),
        interim: { id, rev: entry.shownRev, keep: 0, add: entry.shown, ...entry.voice },
      }));
    },
    hasChanges: () => dirty.size > 0 || ended.size > 0,
  };
}
