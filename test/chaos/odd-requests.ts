// HTTP requests as no browser would send them, as bytes: methods, targets, encodings, headers, bodies, and upgrades to what
// is not there. Those whose end can be told get an answer; of the others anything may become, as long as it is documented.
import type { Dice } from '../helpers/dice.ts';
import { cacheHeaders, framingHeaders, otherHeaders, upgradeHeaders, upgrades } from './odd-headers.ts';
import { oddWord } from './odd-values.ts';

export type OddRequest = {
  readonly bytes: Buffer;
  readonly method: string;
  /** Whether the relay can tell where it ends, and so owes an answer. */
  readonly isWhole: boolean;
};

const methods = 'GET GET GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND PURGE MKCOL SEARCH'.split(' ');
const noMethods = ['QUERY', 'CONNECT', 'get', 'BREW', 'G\0T', '', 'X'.repeat(300)];
const paths = (
  '/ / /s/talk /s/talk /s/a%20b /s/ /s/talk/ /console /console/ /console/assets/ /console/assets/x.js /pages/viewer.js ' +
  '/pages/pages.css /pages/ /widget.js /healthz /readyz /metrics /v1/sessions/talk/live /v1/sessions//live /v1/sessions/talk/events ' +
  '/v1/sessions/talk/captions /v1/sessions/talk/status /v1/sessions/talk/typing /v1/sessions//captions /openapi.json ' +
  '/closedcaption?cid=x&seq=1 /closedcaption/seq?cid=x /closedcaption?id=talk&signature=x /cartcaption?meetingid=talk&token=x ' +
  '/cartcaption /ingest/streamtext?token=x&seq=1 /ingest/webhook?token=x ' +
  '/v1/sessions/a%2fb/live /demo/ /favicon.ico /v1 /problems/invalid // ///etc/passwd'
).split(' ');
const noPaths = ['', '?', '#', '*', 'x', '\\', ' /'];
const tails = (
  '? ?a=b ?cursor=0.0.0 ?tracks=* ?tracks=%ff ?__proto__[a]=1 #x ;a=b .br % %zz %00 %ff %2e%2e%2f /../.. ' +
  '/..%2f..%2f..%2fetc%2fpasswd \\..\\.. /%E0%A4 // /.'
).split(' ');

function target(dice: Dice, host: string): string {
  const path = dice.pick(paths) + (dice.chance(0.5) ? '' : dice.pick(tails));
  switch (dice.whole(0, 19)) {
    case 0:
      return `http://${host}${path}`;
    case 1:
      return (
        dice.pick([
          'http://',
          'https://x',
          '//x',
          'ftp://x/',
          'http://[::1',
          'http://a@b:c/',
          'x:80',
          `${host}`,
        ]) + path
      );
    case 2:
      return `/${encodeURIComponent(Buffer.from(oddWord(dice)).toString())}`;
    case 3:
      return `/${dice.bytes(dice.whole(1, 30)).toString('latin1')}`;
    case 4:
      return `/${'a/'.repeat(dice.pick([10, 1_000, 9_000]))}`;
    case 5:
      return dice.pick(noPaths);
    default:
      return path;
  }
}

const several = (dice: Dice, from: readonly string[], most: number) =>
  Array.from({ length: dice.whole(0, most) }, () => dice.pick(from));

export function oddRequest(dice: Dice, host: string): OddRequest {
  const method = dice.pick(dice.chance(0.95) ? methods : noMethods);
  const headers = [...several(dice, cacheHeaders, 2), ...several(dice, otherHeaders, 2)];
  let isWhole = methods.includes(method);
  const version = dice.chance(0.95)
    ? 'HTTP/1.1'
    : dice.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.1 ', 'ICY/1.0', '']);
  if (version !== 'HTTP/1.1') isWhole = false;
  if (dice.chance(0.95))
    headers.push(`Host: ${dice.chance(0.95) ? host : oddWord(dice).replaceAll(/[\r\n]/g, '')}`);
  const kind = dice.fraction();
  if (kind < 0.15) {
    headers.push(`Upgrade: ${dice.pick(upgrades)}`, ...several(dice, upgradeHeaders, 6));
    isWhole = false;
  } else if (kind < 0.3) {
    headers.push(dice.pick(framingHeaders));
    isWhole = false;
  }
  if (dice.chance(0.02)) headers.push(`X-Large: ${'x'.repeat(dice.pick([8_000, 15_000, 20_000, 200_000]))}`);
  if (dice.chance(0.02))
    headers.push(...Array.from({ length: dice.pick([100, 1_500, 3_000]) }, (_, at) => `X-${at}: y`));
  const body = dice.chance(0.3)
    ? dice.pick([
        '{}',
        '{"a":',
        'a=b',
        '\0\xff',
        '5\r\nhello\r\n0\r\n\r\n',
        'x'.repeat(dice.pick([10, 20_000, 1_100_000])),
      ])
    : '';
  if (body !== '' && isWhole) headers.push(`Content-Length: ${body.length}`);
  const head = `${method} ${target(dice, host)} ${version}\r\n${headers.join('\r\n')}${headers.length > 0 ? '\r\n' : ''}\r\n`;
  let bytes: Buffer = Buffer.from(head + body, 'latin1');
  const end = dice.fraction();
  if (end < 0.1) {
    bytes = bytes.subarray(0, dice.whole(0, bytes.length));
    isWhole = false;
  } else if (end < 0.12) {
    bytes = dice.bytes(dice.whole(1, 300));
    isWhole = false;
  }
  return { bytes, method, isWhole };
}
