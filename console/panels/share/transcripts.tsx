// The transcript as a file, in each format that the relay has. The page fetches it, because a private session asks for the token, and
// because a browser opens a file of another origin in place of the console.
import { useSignal } from '@preact/signals';

import type { Desk } from '../../desk/desk.ts';
import { saveFile } from '../../desk/files.ts';
import { detailOf } from './token-request.ts';

const formats = [
  ['vtt', 'WebVTT'],
  ['srt', 'SubRip'],
  ['txt', 'Text'],
  ['json', 'JSON'],
] as const;

/** The longest transcripts have 256 Mi characters. */
const downloadMs = 120_000;

/** Why there is no file, in a sentence for the captioner. */
class TranscriptProblem extends Error {}

/** @throws TranscriptProblem */
async function fetchTranscript(url: string, token: string): Promise<Blob> {
  try {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(downloadMs),
    });
    if (answer.ok) return await answer.blob();
    throw new TranscriptProblem(
      answer.status === 404
        ? 'Nothing was said yet, so there is no transcript.'
        : `The relay did not give the transcript: ${await detailOf(answer)}`,
    );
  } catch (error) {
    if (error instanceof TranscriptProblem) throw error;
    throw new TranscriptProblem('The transcript did not arrive. Check the connection and try again.', {
      cause: error,
    });
  }
}

export function Transcripts({ state, announcer }: Pick<Desk, 'state' | 'announcer'>) {
  const { relay, session, token } = state;
  const problem = useSignal('');
  const isLoading = useSignal(false);

  const download = async (url: string, format: string, name: string) => {
    if (isLoading.peek()) return;
    isLoading.value = true;
    problem.value = '';
    try {
      saveFile(`${session}.${format}`, await fetchTranscript(url, token.peek()));
      announcer.say(`Transcript saved as ${name}.`);
    } catch (error) {
      // Anything else is a fault of this page and must not pass for the relay's.
      if (!(error instanceof TranscriptProblem)) throw error;
      problem.value = error.message;
      announcer.alarm(error.message);
    } finally {
      isLoading.value = false;
    }
  };

  return (
    <section class="transcripts" aria-labelledby="transcripts-title">
      <h3 id="transcripts-title">Download the transcript</h3>
      <div class="buttons">
        {formats.map(([format, name]) => {
          const url = `${relay}/v1/sessions/${session}/transcript.${format}`;
          return (
            <a
              key={format}
              class="button"
              href={url}
              download={`${session}.${format}`}
              aria-disabled={isLoading.value}
              onClick={(event) => {
                event.preventDefault();
                void download(url, format, name);
              }}
            >
              {name} <span class="heard">transcript</span>
            </a>
          );
        })}
      </div>
      {problem.value && <p class="box-problem">{problem.value}</p>}
    </section>
  );
}
