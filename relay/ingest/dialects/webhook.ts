// What Web Captioner and programs like it post, and what devices report: `POST /ingest/webhook?token=…`, the body JSON with
// `transcript`, `text` or `caption`, or with `status`; or plain text. JSON is told by how it looks: a page in no-cors mode may
// call it only text/plain.
import { languageOf } from '../../../protocol/language-tag.ts';
import { Compile } from 'typebox/compile';

import { errorCodes } from '../../../protocol/codes.ts';
import { type Level, LevelSchema } from '../../../protocol/records.ts';
import { ProblemError } from '../../http/problems.ts';
import type { Cue } from './cues.ts';
import type { Address, Parameters } from './parameters.ts';

export type WebhookEvent = WebhookLine | WebhookStatus;

/** Names under which programs say whether words are finished. */
const finalNames = ['final', 'is_final', 'isFinal'] as const;

type WebhookLine = {
  readonly type: 'line';
  readonly cue: Cue;
  readonly speaker?: string | undefined;
  readonly lang?: string | undefined;
  /** Words in the making are shown, and are not in the log; undefined where the sender does not say. */
  readonly isFinal?: boolean | undefined;
  /** The sender's own number of it. */
  readonly sequence?: number | undefined;
};

type WebhookStatus = {
  readonly type: 'status';
  readonly level: Level;
  /** '' takes it away. */ text: string;
};

/** What the URL says of everything that comes to it. */
export type WebhookDefaults = {
  /** Plain text is a status too, for devices that can send nothing else: `as=status`. */
  readonly isStatus: boolean;
  /** Of a status that names none. */
  readonly level: Level;
};

const levelCheck = Compile(LevelSchema);

/** @throws ProblemError when a parameter is missing. */
export function webhookAddress(parameters: Parameters): Address {
  return { token: parameters.need('token'), lang: languageOf(parameters.find('lang')) };
}

/** @throws ProblemError when a parameter is wrong. */
export function webhookDefaults(parameters: Parameters): WebhookDefaults {
  const [as, level] = [parameters.find('as'), parameters.find('level')];
  if (as !== undefined && as !== 'status') throw wrong('as is not "status"');
  return { isStatus: as === 'status', level: readLevel(level) ?? 'info' };
}

/** @throws ProblemError that names what is wrong. */
export function readWebhook(text: string, defaults: WebhookDefaults): WebhookEvent {
  const body = objectIn(text) ?? { [defaults.isStatus ? 'status' : 'text']: text };
  const { sequence, speaker, lang } = body;
  const said = stringIn(body, 'transcript') ?? stringIn(body, 'text') ?? stringIn(body, 'caption');
  const status = stringIn(body, 'status') ?? (defaults.isStatus ? said : undefined);
  if (status !== undefined) {
    return { type: 'status', level: readLevel(body['level']) ?? defaults.level, text: status };
  }
  if (said === undefined) throw wrong('the body has no transcript, text, caption or status');
  const isFinal = finalIn(body);
  return {
    type: 'line',
    cue: { text: said, endsLine: isFinal === true || endsRow(said) },
    isFinal,
    speaker: typeof speaker === 'string' ? speaker : undefined,
    lang: typeof lang === 'string' ? languageOf(lang) : undefined,
    sequence: Number.isSafeInteger(sequence) ? (sequence as number) : undefined,
  };
}

/** The object that a body is. @throws ProblemError when it begins as one and is none. */
function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError({ status: 400, code: errorCodes.malformed, detail: 'the body is not JSON' });
  }
}

function stringIn(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw wrong(`${name} is no text`);
}

const endsRow = (text: string) => text.slice(text.trimEnd().length).includes('\n');

/** @returns undefined where it is not said */
function finalIn(body: Readonly<Record<string, unknown>>): boolean | undefined {
  const marks = finalNames.map((name) => body[name]);
  if (marks.some((mark) => mark === false || mark === 'false')) return false;
  return marks.some((mark) => mark === true || mark === 'true') || undefined;
}

function readLevel(level: unknown): Level | undefined {
  if (level === undefined || level === null) return undefined;
  if (levelCheck.Check(level)) return level;
  throw wrong('level is not info, warning or alert');
}

const wrong = (detail: string) => new ProblemError({ status: 400, code: errorCodes.invalid, detail });
