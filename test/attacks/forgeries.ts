// Tokens that nobody signed for what they ask, of the kinds that are known to have fooled others.
import { createHmac } from 'node:crypto';

export const secret = 'a secret of more than thirty-two bytes';
const nowS = Math.floor(Date.now() / 1_000);
const header = { alg: 'HS256', typ: 'JWT' };
const claims = {
  session: 'talk',
  role: 'owner',
  iss: 'captionwire',
  aud: 'captionwire-relay',
  iat: nowS,
  exp: nowS + 3_600,
};

const base64url = (text: string) => Buffer.from(text).toString('base64url');
const spelled = (value: unknown) => base64url(typeof value === 'string' ? value : JSON.stringify(value));
const sign = (text: string, by: string | Buffer = secret, hash = 'sha256') =>
  createHmac(hash, by).update(text).digest('base64url');

/** A token of any header and claims, given as values or as JSON text. */
function made(head: unknown, body: unknown, by: string | Buffer = secret, hash = 'sha256'): string {
  const text = `${spelled(head)}.${spelled(body)}`;
  return `${text}.${sign(text, by, hash)}`;
}

export const good = made(header, claims);
const [goodHead = '', goodBody = '', goodSignature = ''] = good.split('.');

/** Every forged token, with what it is. */
export function* forgeries(): Generator<[what: string, token: string]> {
  // Algorithms: whatever the header names, there is one.
  const names = [
    'none',
    'None',
    'NONE',
    'nOnE',
    'hs256',
    'HS384',
    'HS512',
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
  ];
  const more = [
    'PS512',
    'ES256',
    'ES256K',
    'ES384',
    'ES512',
    'EdDSA',
    'HS256 ',
    '',
    'A128KW',
    'dir',
    'HS1',
    'MD5',
  ];
  for (const alg of [...names, ...more, null, 0, 256, true, [], ['HS256'], {}]) {
    const head = { ...header, alg };
    yield [`alg ${JSON.stringify(alg)}, unsigned`, `${spelled(head)}.${goodBody}.`];
    yield [`alg ${JSON.stringify(alg)}, signed`, made(head, claims)];
    yield [
      `alg ${JSON.stringify(alg)}, the signature of another`,
      `${spelled(head)}.${goodBody}.${goodSignature}`,
    ];
  }
  yield ['no alg', made({ typ: 'JWT' }, claims)];
  for (const hash of ['sha384', 'sha512', 'sha1', 'md5'])
    yield [`signed with ${hash}`, made(header, claims, secret, hash)];

  // Keys: only the relay's own.
  const keys: [string, string | Buffer][] = [
    ['no key', ''],
    ['one zero', '\0'],
    ['32 zeros', Buffer.alloc(32)],
    ['the word secret', 'secret'],
    ['a key in capitals', secret.toUpperCase()],
    ['a key with a space', `${secret} `],
    ['a key cut short', secret.slice(0, -1)],
    ['the hash of the key', createHmac('sha256', secret).digest()],
    ['the key in Base64', Buffer.from(secret).toString('base64')],
    ['the key in hexadecimal', Buffer.from(secret).toString('hex')],
    ['the issuer', 'captionwire'],
    ['the session', 'talk'],
  ];
  for (const [what, by] of keys) yield [`signed with ${what}`, made(header, claims, by)];
  const heads: object[] = [
    { jwk: { kty: 'oct', k: base64url('own') } },
    { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } },
    { jku: 'https://evil.example/keys.json' },
    { x5u: 'https://evil.example/cert.pem' },
    { x5c: ['MIIB'] },
    { kid: '../../../dev/null' },
    { kid: '/dev/null' },
    { kid: "x' UNION SELECT 'own" },
    { kid: 'own' },
  ];
  for (const head of heads) {
    for (const by of ['own', '', Buffer.alloc(1)]) {
      yield [`${JSON.stringify(head)}, signed with its own key`, made({ ...header, ...head }, claims, by)];
    }
  }
  for (const crit of [['exp'], ['x'], [], 'x', [''], ['b64']]) {
    yield [`crit ${JSON.stringify(crit)}`, made({ ...header, crit, x: 1 }, claims)];
  }
  yield ['an unencoded payload', made({ ...header, b64: false, crit: ['b64'] }, claims)];

  // Signatures.
  for (const [what, signature] of [
    ['none', ''],
    ['of zeros', base64url('\0'.repeat(32))],
    ['cut', goodSignature.slice(0, -2)],
    ['longer', `${goodSignature}AA`],
    ['twice', goodSignature + goodSignature],
    ['backwards', [...goodSignature].reverse().join('')],
    ['of the header', sign(goodHead)],
    ['of the claims', sign(goodBody)],
    ['of another text', sign('x')],
    ['in hexadecimal', Buffer.from(goodSignature, 'base64url').toString('hex')],
  ]) {
    yield [`signature ${what}`, `${goodHead}.${goodBody}.${signature}`];
  }
  for (let at = 0; at < 20; at++) {
    const place = Math.floor((good.length / 20) * at);
    const other = good[place] === 'A' ? 'B' : 'A';
    if (good[place] !== '.')
      yield [`character ${place} changed`, good.slice(0, place) + other + good.slice(place + 1)];
  }

  // Spellings.
  for (const [what, token] of [
    ['padded', `${goodHead}==.${goodBody}.${goodSignature}=`],
    ['in capitals', good.toUpperCase()],
    ['with a space before', ` ${good}`],
    ['with a space behind', `${good} `],
    ['with a tab', good.replace('.', '\t.')],
    ['with a line break', good.replace('.', '\r\n.')],
    ['percent-encoded', good.replaceAll('.', '%2E')],
    ['of two parts', `${goodHead}.${goodBody}`],
    ['of one part', goodHead],
    ['of four parts', `${good}.${goodSignature}`],
    ['of five parts', `${goodHead}..${goodBody}..${goodSignature}`],
    ['with empty parts', '..'],
    ['with a dot before', `.${good}`],
    ['in brackets', `[${good}]`],
    ['in quotes', `"${good}"`],
    ['as JSON', JSON.stringify({ payload: goodBody, protected: goodHead, signature: goodSignature })],
    ['in a token', made({ ...header, cty: 'JWT' }, good)],
    ['with a zero behind', `${good}\0`],
    [
      'of another alphabet',
      `${goodHead}.${goodBody}.${goodSignature.replaceAll('-', '+').replaceAll('_', '/')}+`,
    ],
    ['empty', ''],
    ['a word', 'undefined'],
    ['very long', `${goodHead}.${base64url('x'.repeat(5_000))}.${goodSignature}`],
  ]) {
    yield [`a token ${what}`, token as string];
  }

  // Claims, changed without the key: also by saying them twice.
  for (const body of [
    { ...claims, session: 'other' },
    { ...claims, exp: nowS + 1e6 },
    { ...claims, name: 'Eve' },
    '{"session":"talk","session":"other","role":"owner"}',
    `${JSON.stringify(claims).slice(0, -1)},"role":"viewer"}`,
    `${JSON.stringify(claims)} `,
    `\ufeff${JSON.stringify(claims)}`,
  ]) {
    yield [
      `claims ${JSON.stringify(body).slice(0, 60)}, the signature of another`,
      `${goodHead}.${spelled(body)}.${goodSignature}`,
    ];
  }

  // Claims that the relay's own key signed for something else.
  const signed: [string, unknown][] = [
    ['of another session', { ...claims, session: 'other' }],
    ['of a session in other letters', { ...claims, session: 'TALK' }],
    ['of a session with a space', { ...claims, session: 'talk ' }],
    ['of a list of sessions', { ...claims, session: ['talk'] }],
    ['of no session', { ...claims, session: undefined }],
    ['of a session by a prototype', { ...claims, session: { toString: 'talk' } }],
    ['of another issuer', { ...claims, iss: 'captionwire.evil' }],
    ['of no issuer', { ...claims, iss: undefined }],
    ['of a list of issuers', { ...claims, iss: ['captionwire'] }],
    ['for another audience', { ...claims, aud: 'captionwire' }],
    ['for a tool', { ...claims, aud: 'captionwire-ingest' }],
    ['for nobody', { ...claims, aud: undefined }],
    ['of no role', { ...claims, role: undefined }],
    ['of a role that there is not', { ...claims, role: 'admin' }],
    ['of a role in capitals', { ...claims, role: 'OWNER' }],
    ['of a list of roles', { ...claims, role: ['owner'] }],
    ['of a role by number', { ...claims, role: 1 }],
    ['that never ends', { ...claims, exp: undefined }],
    ['that ends as a word', { ...claims, exp: '9999999999' }],
    ['that ends as null', { ...claims, exp: null }],
    ['that ends as a list', { ...claims, exp: [nowS + 99] }],
    ['that ended', { ...claims, exp: nowS - 60 }],
    ['that ended in 1970', { ...claims, exp: 0 }],
    ['that ended before that', { ...claims, exp: -1 }],
    ['that begins later', { ...claims, nbf: nowS + 600 }],
    ['that begins as a word', { ...claims, nbf: 'now' }],
    ['that ends never, in words', JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999')],
    ['with a name that is too long', { ...claims, name: 'x'.repeat(500) }],
    ['with a name that is none', { ...claims, name: {} }],
    ['of a list', [claims]],
    ['of a word', '"owner"'],
    ['of a number', '1'],
    ['of null', 'null'],
    ['that is no JSON', '{session:talk}'],
    ['that is empty', ''],
  ];
  for (const [what, body] of signed) yield [`signed claims ${what}`, made(header, body)];
  yield ['a header of a list', made([header], claims)];
  yield ['a header of null', made('null', claims)];
  yield ['a header that is no JSON', made('{alg:HS256}', claims)];
}
