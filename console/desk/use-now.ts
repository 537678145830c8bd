// The time as something that is drawn: it moves on while what shows it is shown, and stands still otherwise.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Local UTC milliseconds, read again every `stepMs`. */
export function useNow(stepMs: number): ReadonlySignal<number> {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, stepMs);
    return () => clearInterval(timer);
  }, [now, stepMs]);
  return now;
}
