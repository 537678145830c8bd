// Where webhooks may go: to public addresses, whatever family, and nowhere into the relay's own network.
import { expect, it } from 'vitest';

import { createReachable } from '../../relay/webhooks/reachable.ts';

it.each([
  ['2606:4700::1111', true],
  ['1.1.1.1', true],
  // Unassigned, deprecated or of the machine's own network: nothing public answers there (IANA, 2000::/3).
  ['4000::1', false],
  ['5f00::1', false],
  ['fec0::1', false],
  ['fd00::1', false],
  ['::1', false],
  ['10.0.0.1', false],
])('a webhook may go to %s: %s', (address, isAllowed) => {
  expect(createReachable([]).allows(address)).toBe(isAllowed);
});
