// Reads what `POST /v1/sessions/SESSION/captions`, `/status` and `/typing` take: what fits becomes records and live text here,
// without knowing who sent it.
import { Compile } from 'typebox/compile';

import { errorCodes } from '../../protocol/codes.ts';
import { limits, relayLimits } from '../../protocol/limits.ts';
import { splitText } from '../../protocol/line-splitter.ts';
import {
  type CaptionBody,
  CaptionBodySchema,
  type StatusBody,
  StatusBodySchema,
  type TypingBody,
  TypingBodySchema,
} from '../../protocol/posted-bodies.ts';
import type { Draft } from '../../protocol/records.ts';
import { codePointLength } from '../../protocol/text.ts';
import { ProblemError } from '../http/problems.ts';
import type { PostedInterim } from '../sessions/posting.ts';
import { firstFault, type Validator } from '../sessions/schema-fault.ts';
import { linesOf } from './request-body.ts';

const checks = {
  caption: Compile(CaptionBodySchema),
  status: Compile(StatusBodySchema),
  typing: Compile(TypingBodySchema),
};

/** @param place where the value stands. @throws ProblemError 400 that names the field. */
function fitting(check: Validator, value: unknown, place = ''): void {
  if (check.Check(value)) return;
  const { field: inner, what } = firstFault(check, value) ?? { field: '', what: 'does not fit' };
  const field = [place, inner].filter(Boolean).join('.');
  throw new ProblemError({
    status: 400,
    code: errorCodes.invalid,
    detail: `${field || 'the body'} ${what}`,
  });
}

/** @throws ProblemError 400 that names the field. */
export function readCaptions(value: unknown): readonly CaptionBody[] {
  if (!Array.isArray(value)) {
    fitting(checks.caption, value);
    return [value as CaptionBody];
  }
  const { length } = value;
  if (length === 0 || length > relayLimits.captionsPerPost) {
    const detail = `the body has ${length} captions; send 1 to ${relayLimits.captionsPerPost}`;
    throw new ProblemError({ status: 400, code: errorCodes.invalid, detail });
  }
  for (const [at, caption] of value.entries()) fitting(checks.caption, caption, String(at));
  return value as CaptionBody[];
}

/** Plain text: each line is a finished caption; one that is too long becomes several. */
export function captionsOfText(text: string): readonly CaptionBody[] {
  const captions = linesOf(text).flatMap((line) =>
    splitText(line, limits.textCodePoints).map((piece) => ({ text: piece })),
  );
  if (captions.length > 0 && captions.length <= relayLimits.captionsPerPost) return captions;
  const detail = captions.length === 0 ? 'the body has no words' : `the body has ${captions.length} lines`;
  throw new ProblemError({
    status: 400,
    code: captions.length === 0 ? errorCodes.textEmpty : errorCodes.invalid,
    detail: `${detail}; send 1 to ${relayLimits.captionsPerPost}`,
  });
}

export type CaptionEvents = {
  /** Finished lines. */
  readonly drafts: readonly Draft[];
  /** Ids of finished lines for which the sender did not give a `rev`. */
  readonly uncounted: ReadonlySet<string>;
  /** Of each unfinished line the newest text. */
  readonly interims: readonly PostedInterim[];
};

/**
 * What captions mean: records and live text.
 * @param newId the id of a finished line that names none, by its place.
 * @param liveId the one of unfinished lines that name none.
 * @throws ProblemError 400 when an unfinished text is too long.
 */
export function eventsOf(
  captions: readonly CaptionBody[],
  newId: (at: number) => string,
  liveId: string,
): CaptionEvents {
  const interims = new Map<string, PostedInterim>();
  const drafts: Draft[] = [];
  const uncounted = new Set<string>();
  for (const [at, { final = true, id, rev, ...caption }] of captions.entries()) {
    if (final) {
      drafts.push({ type: 'line', id: id ?? newId(at), rev: rev ?? 1, ...caption });
      if (id !== undefined && rev === undefined) uncounted.add(id);
      interims.delete(id ?? liveId);
      continue;
    }
    if (codePointLength(caption.text) > limits.textCodePoints) {
      const detail = `text has more than ${limits.textCodePoints} code points`;
      throw new ProblemError({ status: 400, code: errorCodes.textTooLong, detail });
    }
    const { at: _at, until: _until, ...interim } = caption;
    interims.set(id ?? liveId, { ...interim, id: id ?? liveId });
  }
  return { drafts, uncounted, interims: [...interims.values()] };
}

/** @throws ProblemError 400 that names the field. */
export function readStatus(value: unknown): Draft {
  fitting(checks.status, value);
  const { text, level = 'info', ...status } = value as StatusBody;
  if (text.trim() === '') return { type: 'clear', scope: 'status' };
  return { type: 'status', level, text, ...status };
}

/** @throws ProblemError 400 that names the field. */
export function readTyping(value: unknown): TypingBody {
  fitting(checks.typing, value);
  return value as TypingBody;
}
