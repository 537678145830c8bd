// The viewer page, and the one that is plain text: a page that stays open and goes on, for browsers without JavaScript.
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { limits, relayLimits, timing } from '../../protocol/limits.ts';
import { playClock } from '../helpers/heartbeats.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { connectRaw } from '../helpers/raw-request.ts';
import { until } from '../helpers/until.ts';

afterEach(() => void vi.useRealTimers());

/** Opens a page and reads it as it comes. */
async function read(relay: { url: string }, path = '/s/talk/plain', headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const answer = await fetch(relay.url + path, { headers, signal: leaving.signal });
  let text = '';
  let ended = false;
  const reading = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
    ended = true;
  };
  // To leave ends the reading; whatever else does is a fault.
  reading().catch((error: unknown) => {
    if (!leaving.signal.aborted) throw error;
  });
  return {
    status: answer.status,
    headers: answer.headers,
    leave: () => leaving.abort(),
    isOver: () => ended,
    text: () => text,
    /** What stands in the page, paragraph by paragraph. */
    paragraphs: () =>
      Array.from(text.matchAll(/<p class="[^"]*"[^>]*>(.*?)<\/p>/gs), ([, words = '']) =>
        words
          .replace(/<[^>]*>/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
  };
}

describe('the viewer page', () => {
  it('sends a browser without JavaScript on to plain text, at once', async () => {
    const page = await read(await startRelay(), '/s/talk');
    await until(() => expect(page.isOver()).toBe(true));
    expect(page.text()).toMatch(
      /<noscript>\s*<meta http-equiv="refresh" content="0;url=\/s\/talk\/plain" \/>\s*<\/noscript>/,
    );
    expect(page.text()).toContain('<a href="/s/talk/plain">Plain text</a>');
    expect(page.text()).toContain('<title>talk · live captions</title>');
  });

  it('of a private session says why it needs JavaScript instead', async () => {
    const page = await read(await startRelay({ private: true }), '/s/talk');
    await until(() => expect(page.isOver()).toBe(true));
    expect(page.text()).not.toContain('/s/talk/plain');
    expect(page.text()).toContain('They need JavaScript');
  });
});

describe('the plain page', () => {
  it('has the text so far, corrected and without what was taken back, and goes on as lines are finished', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'frist', { speaker: 'Ann', lang: 'en' });
    ann.publish(2, { type: 'line', id: 'l1', rev: 2, text: 'first', speaker: 'Ann', lang: 'en' });
    ann.say(3, 'gone');
    ann.publish(4, { type: 'retract', id: 'l3' });
    ann.say(5, 'applause', { kind: 'sound' });
    ann.publish(6, { type: 'status', level: 'warning', text: 'Break until ten' });
    await until(() => expect(ann.all('ack')).toHaveLength(6));
    const page = await read(relay);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const soFar = ['Ann: first', '[applause]', 'Warning: Break until ten'];
    await until(() => expect(page.paragraphs()).toEqual(soFar));
    expect(page.text()).toContain('<p class="line" dir="auto" lang="en"><b>Ann:</b> first</p>');
    expect(page.text()).toContain('<div role="log">');

    ann.interim({ id: 'l7', add: 'in the mak' });
    ann.say(7, 'one more\nin two lines');
    ann.publish(8, { type: 'line', id: 'l7', rev: 2, text: 'One more', speaker: 'Ann' });
    ann.publish(9, { type: 'retract', id: 'l5' });
    ann.publish(10, { type: 'status', level: 'alert', text: 'Fire' });
    ann.publish(11, { type: 'clear', scope: 'status' });
    ann.publish(12, { type: 'end' });
    const more = [
      'one more in two lines',
      'Correction: Ann: One more',
      'Taken back: [applause]',
      'Alert: Fire',
      'The captions have ended.',
    ];
    await until(() => expect(page.paragraphs()).toEqual([...soFar, ...more]));
    expect(page.text()).not.toContain('in the mak');
    expect(page.isOver()).toBe(false);
  });

  it('escapes whatever was said, by whom ever', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const page = await read(relay);
    ann.say(1, `</p><script>alert("1")</script>&amp;`, { speaker: `<img src=x onerror='x'>` });
    ann.publish(2, { type: 'status', level: 'info', text: '<b>bold</b>' });
    await until(() => expect(page.paragraphs()).toHaveLength(2));
    expect(page.text()).not.toMatch(/<script|<img src=x|<b>bold/);
    expect(page.text()).toContain('&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;');
    expect(page.text()).toContain('&lt;img src=x onerror=&#39;x&#39;&gt;:</b>');
  });

  it('counts as a viewer, who is gone when the page is', async () => {
    const relay = await startRelay({ limits: { connections: 2 } });
    const ann = await relay.present('talk', 'ann');
    const page = await read(relay);
    await until(() => expect(ann.all('presence').at(-1)).toMatchObject({ viewers: 1 }));
    const refused = await fetch(`${relay.url}/s/talk/plain`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'too-many', limit: 'connections' });
    page.leave();
    await until(() => expect(ann.all('presence').at(-1)).toMatchObject({ viewers: 0 }));
  });

  it('is kept alive by comments, and by nothing that a reader sees', async () => {
    playClock();
    const relay = await startRelay();
    const page = await read(relay);
    await until(() => expect(page.text()).toContain('role="log"'));
    for (let beat = 1; beat <= 3; beat++) {
      vi.advanceTimersByTime(timing.heartbeatMs);
      await until(() => expect(page.text().match(/<!-- -->/g)).toHaveLength(beat));
    }
    expect(page.paragraphs()).toEqual([]);
  });

  it('that is full ends with a link to a page that goes on, with no line lost and none twice', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const first = await read(relay);
    await until(() => expect(first.text()).toContain('role="log"'));
    const more = 50;
    const lines = relayLimits.plainPageParagraphs + more;
    for (let n = 1; n <= lines; n++) ann.say(n, `t${n}`);
    await until(() => expect(first.isOver()).toBe(true));
    expect(first.paragraphs().at(-1)).toBe('This page is full. Go on reading');
    const [, next = ''] = /<a href="([^"]*)">Go on reading/.exec(first.text()) ?? [];
    await until(() => expect(ann.all('ack')).toHaveLength(lines));
    const second = await read(relay, next);
    ann.publish(lines + 1, { type: 'line', id: 'l7', rev: 2, text: 'seven' });
    await until(() => expect(second.paragraphs().at(-1)).toBe('Correction: seven'));
    const both = [...first.paragraphs().slice(0, -1), ...second.paragraphs().slice(0, -1)];
    expect(both).toEqual(Array.from({ length: lines }, (_, at) => `t${at + 1}`));
    expect(first.paragraphs().length).toBeLessThan(relayLimits.plainPageParagraphs * 1.5);
  });

  it('says that lines may be missing where it cannot go on from there', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'one');
    await ann.next('ack');
    const page = await read(relay, '/s/talk/plain?cursor=other.9.9');
    await until(() => expect(page.paragraphs()).toEqual(['Some lines may be missing here.', 'one']));
  });

  it('ends with a link when the relay restarts', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'one');
    const page = await read(relay);
    await until(() => expect(page.paragraphs()).toEqual(['one']));
    await relay.close();
    await until(() => expect(page.isOver()).toBe(true));
    expect(page.paragraphs().at(-1)).toBe('This page has stopped: the relay restarts. Go on reading');
    expect(page.text()).toMatch(/<\/html>$/);
  });

  it('of a reader that stops reading costs the others nothing, and has every line once it reads on', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const witness = await relay.view('talk');
    const stalled = await connectRaw(relay.url);
    stalled.send('GET /s/talk/plain HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => expect(stalled.received()).toContain('role="log"'));
    stalled.socket.pause();
    const text = '語'.repeat(limits.textCodePoints - 10);
    const lines = 1_500;
    for (let n = 1; n <= lines; n++) {
      ann.say(n, `${text} ${n}.`);
      if (n % 100 === 0) await until(() => expect(witness.records().at(-1)?.seq).toBe(n));
    }
    const metrics = await (await fetch(`${relay.url}/metrics`)).text();
    expect(metrics).toMatch(/^captionwire_viewers 2$/m);
    stalled.socket.resume();
    const numbers = () => Array.from(stalled.received().matchAll(/ (\d+)\.<\/p>/g), ([, n]) => Number(n));
    await until(() => expect(numbers().at(-1)).toBe(lines));
    expect(numbers()).toEqual(Array.from({ length: lines }, (_, at) => at + 1));
  }, 60_000);

  it('of a private session needs a token, which a link cannot carry', async () => {
    const relay = await startRelay({ private: true });
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'confidential');
    await ann.next('ack');
    const refused = await fetch(`${relay.url}/s/talk/plain`);
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('confidential');
    const authorization = `Bearer ${await relay.invite({ session: 'talk', role: 'viewer' })}`;
    const page = await read(relay, '/s/talk/plain', { authorization });
    await until(() => expect(page.paragraphs()).toEqual(['confidential']));
  });

  it('of a session named wrongly is a problem', async () => {
    const answer = await fetch(`${(await startRelay()).url}/s/a%20b/plain`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'session-name' });
  });
});
