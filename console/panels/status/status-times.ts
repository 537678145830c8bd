// Times that a status speaks of: when a break is over, and how long that still is. Pure; local times of day.
const minuteMs = 60_000;
const hourMinutes = 60;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Local time of day, `10:30`. */
export const clockTime = (atMs: number) => clock.format(atMs);

/** The end of the minute in which so many minutes are over, so that nobody is back before they said. */
export function minutesFrom(nowMs: number, minutes: number): number {
  return Math.ceil((nowMs + minutes * minuteMs) / minuteMs) * minuteMs;
}

/** When it is next `time`, `HH:MM`; undefined when that is no time of day. */
export function nextTime(time: string, nowMs: number): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (!hours || !minutes) return undefined;
  const next = new Date(nowMs);
  next.setHours(Number(hours), Number(minutes), 0, 0);
  // A day later by the calendar: where clocks are changed it has not 24 hours.
  if (next.getTime() <= nowMs) next.setDate(next.getDate() + 1);
  return next.getTime();
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `12 minutes left`: at least as many. */
export function timeLeft(untilMs: number, nowMs: number): string {
  if (untilMs <= nowMs) return 'The time is over';
  const minutes = Math.floor((untilMs - nowMs) / minuteMs);
  if (minutes < 1) return 'Less than a minute left';
  if (minutes < hourMinutes) return `${counted(minutes, 'minute')} left`;
  const rest = minutes % hourMinutes;
  const hours = counted(Math.floor(minutes / hourMinutes), 'hour');
  return `${hours}${rest > 0 ? ` ${counted(rest, 'minute')}` : ''} left`;
}
