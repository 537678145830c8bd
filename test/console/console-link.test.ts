// Links: what opens the console, and what gets an explanation instead.
// None of them, however broken, may throw.
import { describe, expect, it } from 'vitest';

import { readConsoleLink } from '../../console/console-link.ts';

const origin = 'https://captions.example.org';
const token = 'aaa.bbb.ccc';

describe('a console link', () => {
  it('names session and token; the relay is the page itself', () => {
    expect(readConsoleLink(`#session=town-hall&token=${token}`, origin)).toEqual({
      link: { relay: origin, session: 'town-hall', token },
    });
  });

  it('can name another relay, with a path but no slash at its end', () => {
    const relay = encodeURIComponent('https://relay.example.org/captions/');
    expect(readConsoleLink(`#session=a&token=${token}&relay=${relay}`, origin)).toMatchObject({
      link: { relay: 'https://relay.example.org/captions' },
    });
  });

  it.each([
    ['', 'nothing'],
    ['#', 'nothing'],
    [`#token=${token}`, 'session-missing'],
    [`#session=two words&token=${token}`, 'session-invalid'],
    [`#session=${'x'.repeat(65)}&token=${token}`, 'session-invalid'],
    ['#session=talk', 'token-missing'],
    ['#session=talk&token=aaa.bbb', 'token-broken'],
    ['#session=talk&token=aaa.b b.ccc', 'token-broken'],
    [`#session=talk&token=${token}&relay=nowhere`, 'relay-invalid'],
    [`#session=talk&token=${token}&relay=javascript:alert(1)`, 'relay-invalid'],
    ['#session=%&token=%%%', 'session-invalid'],
  ])('that reads %s is answered with the problem %s', (hash, problem) => {
    expect(readConsoleLink(hash, origin)).toMatchObject({ problem });
  });
});
