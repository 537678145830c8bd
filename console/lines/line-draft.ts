// A line as the console hands it in.
import type { Voice } from '../../client/outgoing-interims.ts';
import type { Draft } from '../../protocol/records.ts';

export type LineDraft = Extract<Draft, { type: 'line' }>;

/**
 * How a correction of a line sounds: as the line.
 * @param speaker who said it in truth, '' for nobody; as the line says when undefined
 */
export function voiceOf(line: LineDraft, speaker = line.speaker): Voice {
  const { lang, track, kind } = line;
  return {
    ...(speaker ? { speaker } : {}),
    ...(lang === undefined ? {} : { lang }),
    ...(track === undefined ? {} : { track }),
    ...(kind === undefined ? {} : { kind }),
  };
}
