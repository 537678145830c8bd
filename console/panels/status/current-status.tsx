// The status that viewers see now, read from the session's own view, and how long it still holds. The time that is left is
// no live region: it moves on by itself.
import type { ConsoleState } from '../../console-state.ts';
import { levelWords, timeOfDay } from '../../draft-words.ts';
import { useNow } from '../../desk/use-now.ts';
import { Icon } from '../../icons.tsx';
import { timeLeft } from './status-times.ts';

const stepMs = 1_000;

function TimeLeft({ until }: { readonly until: number }) {
  const now = useNow(stepMs);
  return <p class="status-left">{timeLeft(until, now.value)}</p>;
}

export function CurrentStatus({ state }: { readonly state: ConsoleState }) {
  const status = state.status.value;
  if (!status) return <p class="status-now status-none">Viewers see no status.</p>;
  return (
    <div class={`status-now status-${status.level}`}>
      <p class="status-level">
        <Icon name={status.level} />
        {levelWords[status.level]}, since {timeOfDay(status.at)}
      </p>
      <p class="status-text" dir="auto">
        {status.text}
      </p>
      {status.until !== undefined && <TimeLeft until={status.until} />}
    </div>
  );
}
