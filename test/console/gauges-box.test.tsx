// The box of gauges: what was measured while it was closed, and what the session says, in words.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { networkBack, openBox, openConsole, row, violations, words } from './open-console.tsx';

const gauge = (name: string) =>
  within(screen.getByText(name, { selector: 'dt' }).parentElement as HTMLElement).getByRole('definition');

async function open() {
  const { relay, root } = openConsole();
  relay.join();
  await userEvent.type(words(), 'three words here{Enter}');
  return { relay, root };
}

describe('the gauges', () => {
  it('measured the line and the probe before they were opened', async () => {
    const { relay, root } = await open();
    expect(relay.sent('clock')).toHaveLength(1);
    relay.ack(1);
    relay.say({ type: 'clock', sentAt: Date.now() - 2_000, now: Date.now() });
    await openBox('Gauges');
    expect(gauge('Latency').textContent).toMatch(
      /^Latency now 2\.0 s, half under [\d.]+ m?s, 95 % under 2\.0 s/,
    );
    within(gauge('Latency')).getByText('Slow: lines take over 1 s');
    expect(gauge('Latency').querySelectorAll('path:not(.icon path)')).toHaveLength(1);
    expect(gauge('Pace').textContent).toBe('3 words in the last minute, 3 on average');
    expect(await violations(root)).toEqual([]);
  });

  it('say who reads, what they say, what waits, and how the connection stands', async () => {
    const { relay } = await open();
    await openBox('Gauges');
    expect(gauge('Viewers').textContent).toBe('Unknown');
    expect(gauge('Signals').textContent).toBe('None');
    expect(gauge('Waiting').textContent).toBe('1 line waits');
    relay.say({ type: 'presence', viewers: 12, presenters: 1 });
    relay.say({ type: 'signals', signals: [{ signal: 'fast', viewers: 2 }] });
    relay.ack(1);
    await waitFor(() => expect(gauge('Viewers').textContent).toBe('12'));
    expect(gauge('Signals').textContent).toBe('2 viewers: too fast');
    expect(gauge('Waiting').textContent).toBe('No line waits');
    expect(gauge('Connection').textContent).toBe('Live');
    relay.drop();
    await waitFor(() => expect(gauge('Connection').textContent).toBe('Reconnecting…'));
    expect(gauge('Viewers').textContent).toBe('Unknown');
  });

  it('do not measure a line over a connection that broke', async () => {
    const { relay } = await open();
    relay.drop();
    networkBack();
    await expect.poll(() => relay.links.length).toBe(2);
    relay.join({}, 2);
    await waitFor(() => row('three').getByText('Saved'));
    await openBox('Gauges');
    expect(gauge('Latency').textContent).toMatch(/^Latency not measured yet/);
  });
});
