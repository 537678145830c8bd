// `captionwire/audit` in a test with Playwright: chosen checks, states and views, a check of one's own, and clear mistakes.
import { describe, expect } from 'vitest';

import { audit, AuditError, type Check, targetSize } from '../../audit/index.ts';
import { pageTest } from '../helpers/page-test.ts';
import { startRelay } from '../helpers/running-relay.ts';

const test = pageTest();

describe('the library', () => {
  test('looks only where and for what it was asked to, on the page that is open', async ({ open }) => {
    const page = await open('/s/talk');
    const seen: string[] = [];
    const own: Check = {
      id: 'own',
      title: 'The captions are in sight',
      why: 'Somebody wants to read them.',
      fix: 'Show them.',
      clause: 'our own',
      async look({ panel, state, view }) {
        seen.push(`${state}, ${view}`);
        return (await panel.part('.log p').count()) > 0
          ? [{ what: 'there are captions', where: '.log' }]
          : [];
      },
    };
    const result = await audit(page, {
      checks: [targetSize, own],
      axe: false,
      states: ['finished', 'alert'],
      views: ['narrow', 'dark'],
    });
    expect(seen).toEqual(['finished, narrow', 'finished, dark', 'alert, narrow', 'alert, dark']);
    expect(result.violations).toEqual([
      {
        check: 'own',
        what: 'there are captions',
        where: '.log',
        why: 'Somebody wants to read them.',
        fix: 'Show them.',
        clause: 'our own',
        stages: seen,
      },
    ]);
    expect(result.checks.map(({ id }) => id)).toEqual(['target-size', 'own']);
  });

  test('lets go of the relay it spoke through, and the page goes back to its own', async ({
    relay,
    session,
    open,
  }) => {
    const through = await startRelay({ origins: [relay.url] });
    const page = await open(`/s/${session}`);
    const token = await through.invite({ session: 'audit', role: 'presenter' });
    const listening = await relay.present(session);
    await audit(page, {
      checks: [targetSize],
      axe: false,
      states: ['finished'],
      views: ['wide'],
      relay: { url: through.url, session: 'audit', token },
    });
    // A stream that stayed would keep a command from ever ending.
    await expect.poll(() => listening.all('presence').at(-1)?.viewers).toBe(1);
    const metrics = await (await fetch(`${through.url}/metrics`)).text();
    expect(metrics).toMatch(/^captionwire_viewers 0$/m);
  });

  test('says what is wrong with what it was given', async ({ browser, relay, newPage }) => {
    const { url } = relay;
    const alone = await browser.newPage();
    await expect(audit(alone, { url })).rejects.toThrow(TypeError);
    await alone.close();
    const page = await newPage();
    await expect(audit(page)).rejects.toThrow(
      new TypeError('url "about:blank": give the address of the page, https://…'),
    );
    await expect(audit(page, { url, views: [] })).rejects.toThrow(TypeError);
    await expect(audit(page, { url, states: [] })).rejects.toThrow(TypeError);
    await expect(audit(page, { url: `${url}/nowhere` })).rejects.toThrow(/cannot be loaded.*404/);
    const why = `${url} has no captionwire widget: no <caption-wire>, no script tag with data-session`;
    await expect(audit(page, { url })).rejects.toThrow(new AuditError(why));
  });
});
