// When the next part of the heartbeat is due. A timer that was late fires once for all the times that it missed, so what is due is
// told by the clock: viewers leave a relay whose beats do not come.
import { relayTiming, timing } from '../../protocol/limits.ts';

/**
 * Beats by the clock until it is stopped.
 * @param beat beats one part; `isLate` where whoever was asked for a sign of life had no time to be heard.
 * @returns how to stop.
 */
export function startHeartbeat(beat: (isLate: boolean) => void): () => void {
  const slots = relayTiming.heartbeatSlots;
  const slotMs = timing.heartbeatMs / slots;
  let beatenMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const missed = Math.floor((nowMs - beatenMs) / slotMs);
    // Nobody needs two beats at once.
    const due = Math.min(slots, Math.max(1, missed));
    beatenMs = due === slots ? nowMs : Math.min(nowMs, beatenMs + due * slotMs);
    // The event loop reads answers that wait only after this turn.
    for (let n = 0; n < due; n++) beat(due >= slots / 2);
  }, slotMs);
  return () => clearInterval(timer);
}
