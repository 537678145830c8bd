// What one JSON value of a recogniser says, in the form of whichever recogniser printed it. Pure; its table of examples is
// its test. Forms: Vosk (`partial`, `text`, `alternatives`), a generic one (`text`, `final`, `speaker`, `lang`), and
// Deepgram's (`channel.alternatives`, `is_final`).
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** Words of one utterance, the newest so far or, when `final`, the last. */
export type Heard = {
  readonly text: string;
  readonly final: boolean;
  readonly speaker?: string;
  readonly lang?: string;
};

const Alternatives = (words: string) => Type.Array(Type.Object({ [words]: Type.String() }), { minItems: 1 });

const VoskPartialSchema = Type.Object({ partial: Type.String() });
const VoskAlternativesSchema = Type.Object({ alternatives: Alternatives('text') });
const GenericSchema = Type.Object({
  text: Type.String(),
  final: Type.Optional(Type.Boolean()),
  speaker: Type.Optional(Type.String()),
  lang: Type.Optional(Type.String()),
});
const DeepgramSchema = Type.Object({
  channel: Type.Object({ alternatives: Alternatives('transcript') }),
  is_final: Type.Boolean(),
});
/** Said by recognisers beside words: the session's data, speech begins, an utterance is over. */
const AsideSchema = Type.Object({
  type: Type.Union(['Metadata', 'SpeechStarted', 'UtteranceEnd'].map((type) => Type.Literal(type))),
});

const checks = {
  partial: Compile(VoskPartialSchema),
  alternatives: Compile(VoskAlternativesSchema),
  generic: Compile(GenericSchema),
  deepgram: Compile(DeepgramSchema),
  aside: Compile(AsideSchema),
};

const firstOf = (alternatives: readonly Record<string, string>[], words: string) =>
  alternatives[0]?.[words] ?? '';

/** `undefined` for what is said beside words. @throws TypeError when the value has none of the forms. */
export function heardIn(value: unknown): Heard | undefined {
  if (checks.deepgram.Check(value)) {
    const { channel, is_final: final } = value;
    return { text: firstOf(channel.alternatives, 'transcript'), final };
  }
  if (checks.partial.Check(value)) return { text: value.partial, final: false };
  if (checks.generic.Check(value)) {
    const { text, final = true, speaker, lang }: Static<typeof GenericSchema> = value;
    return { text, final, ...(speaker && { speaker }), ...(lang && { lang }) };
  }
  if (checks.alternatives.Check(value)) {
    return { text: firstOf(value.alternatives, 'text'), final: true };
  }
  if (checks.aside.Check(value)) return undefined;
  throw new TypeError('has no words: "text", "partial" or "channel" is missing, or is no text');
}
