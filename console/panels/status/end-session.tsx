// Ends the session for everybody, after one more question. The question is part of the page and takes nothing else away:
// captions go on while it stands.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

export type EndSessionProps = { end(): void };

function Question({ end, stop }: EndSessionProps & { stop(): void }) {
  const safe = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => safe.current?.focus(), []);
  return (
    <div class="question" role="group" aria-labelledby="end-question">
      <p id="end-question">End the session for everybody?</p>
      <div class="buttons">
        <button type="button" class="button" ref={safe} onClick={stop}>
          Keep it open
        </button>
        <button type="button" class="button button-bad" onClick={end}>
          End for everybody
        </button>
      </div>
    </div>
  );
}

export function EndSession({ end }: EndSessionProps) {
  const asking = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const stop = () => {
    asking.value = false;
    opener.current?.focus();
  };
  return (
    <div
      class="end-session"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !asking.peek()) return;
        event.preventDefault();
        stop();
      }}
    >
      <button
        ref={opener}
        type="button"
        class="button"
        aria-expanded={asking.value}
        onClick={() => {
          asking.value = !asking.peek();
        }}
      >
        End session…
      </button>
      {asking.value && (
        <Question
          stop={stop}
          end={() => {
            stop();
            end();
          }}
        />
      )}
    </div>
  );
}
