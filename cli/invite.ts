// `captionwire invite`: prints the link, token and tag for one person and one session, or the URL that a captioning tool sends
// to; with --from, the links of a whole programme. Works without a running relay: it signs with the same secret.
import { type Command, Option } from 'commander';

import type { Role } from '../protocol/client-messages.ts';
import {
  consoleLink,
  type IngestDialect,
  ingestDialects,
  ingestLink,
  isLocalOnly,
  scriptTag,
  viewerLink,
} from '../protocol/links.ts';
import { parseDurationS } from './duration.ts';
import { CommandError, exitCodes } from './exit.ts';
import type { LinksOptions } from './programme-links.ts';
import { notedAddress } from './relay-address.ts';
import { parseRelayUrl } from './relay-url.ts';
import { checkSession } from './session-argument.ts';
import { addSigning, type SigningOptions, signToken, signToolToken } from './signing.ts';

type InviteOptions = SigningOptions &
  Pick<LinksOptions, 'print' | 'private'> & {
    readonly from?: string;
    readonly role: Role;
    readonly name?: string;
    readonly publicName?: boolean;
    readonly replies?: boolean;
    readonly ingest?: IngestDialect;
    readonly ttl: number;
    readonly relay?: string;
    readonly json?: boolean;
  };

export function addInvite(program: Command): void {
  addSigning(
    program
      .command('invite [session]')
      .description(
        'Print the link, the token and the script tag for a presenter, a viewer or an owner; or the URL for a captioning tool. With --from, the links of a whole programme.',
      ),
  )
    .addOption(
      new Option('--role <role>', 'what the holder may do; an owner also gives out links')
        .choices(['presenter', 'viewer', 'owner'])
        .default('presenter'),
    )
    .option('--name <name>', 'who this is, shown to other captioners')
    .option('--public-name', 'viewers may read the name too, while this captioner types')
    .option('--replies', 'a viewer may write to the captioners, where the page offers it')
    .addOption(
      new Option(
        '--ingest <dialect>',
        'print the URL that a captioning tool sends to, in what the tool speaks',
      )
        .choices(ingestDialects)
        .conflicts(['role', 'name']),
    )
    .addOption(
      new Option('--ttl <duration>', 'how long the token is good for')
        .default(12 * 3600, '12h')
        .argParser(parseDurationS),
    )
    .option(
      '--relay <url>',
      'the URL that people reach the relay at (default: what serve was started with; env: CAPTIONWIRE_RELAY)',
    )
    .option('--json', 'print JSON')
    .addOption(
      new Option(
        '--from <file>',
        'a CSV file with a row for each captioner of a session: session, title, captioner, role, language; only session is needed',
      ).conflicts(['role', 'name', 'publicName', 'replies', 'ingest']),
    )
    .addOption(
      new Option(
        '--print',
        'with --from: print one HTML page, a sheet with a QR code for each session and a page for each captioner',
      ).conflicts('json'),
    )
    .option('--private', 'with --from: viewers’ links carry a token, for a relay started with --private')
    .addHelpText('after', help)
    .action(invite);
}

const help = `
A whole programme:
  captionwire invite --from programme.csv --print > programme.html

  session,title,captioner,role,language
  room-a,Room A,Maya,owner,en
  room-a,Room A,Tom,,en
  room-b,Room B,Lena,,de`;

async function invite(session: string | undefined, options: InviteOptions): Promise<void> {
  const { from } = options;
  if (from !== undefined) {
    if (session !== undefined) {
      throw new CommandError('give a session or --from, not both', exitCodes.usage);
    }
    const [{ readProgrammeFile }, { inviteProgramme }] = await Promise.all([
      import('./programme.ts'),
      import('./programme-links.ts'),
    ]);
    const programme = await readProgrammeFile(from);
    return inviteProgramme(programme, relayOf(options), options);
  }
  const withFrom = (['print', 'private'] as const).find((name) => options[name]);
  if (withFrom) throw new CommandError(`--${withFrom} needs --from FILE`, exitCodes.usage);
  if (session === undefined) {
    throw new CommandError('give the session’s name, or --from FILE for a programme', exitCodes.usage);
  }
  return inviteOne(session, options);
}

async function inviteOne(session: string, options: InviteOptions): Promise<void> {
  checkSession(session);
  const { role, name, publicName, replies, ttl: ttlS, json } = options;
  const relay = relayOf(options);
  if (options.ingest) return inviteTool(session, relay, options.ingest, options);
  const token = await signToken(options, { session, role, name, publicName, replies, ttlS });
  // A viewer who is invited by name gets the token too: it is what opens a private session.
  const viewerToken = role === 'viewer' ? token : undefined;
  const links = {
    ...(role !== 'viewer' && { console: consoleLink(relay, session, token) }),
    viewer: viewerLink(relay, session, viewerToken),
    scriptTag: scriptTag(relay, session, viewerToken),
  };
  if (json) {
    console.log(JSON.stringify({ session, role, token, ...links }));
    return;
  }
  const until = expiry.format(Date.now() + ttlS * 1000);
  const lines = Object.entries({ ...links, token }).map(
    ([what, value]) => `${what === 'console' ? consoleLabels[role] : labels[what as Label]}\n  ${value}\n`,
  );
  console.log(`${roles[role]} of ${session}${name ? ` (${name})` : ''}, until ${until}\n`);
  console.log(lines.join('\n'));
}

/** Where people reach the relay: as given, or as it was started. Links that open nowhere else are warned of. */
function relayOf({ relay = process.env.CAPTIONWIRE_RELAY, data }: InviteOptions): string {
  const url = relay === undefined ? notedAddress(data)?.url : parseRelayUrl(relay);
  if (url !== undefined && (relay !== undefined || !isLocalOnly(url))) return url;
  console.error(
    `These links work on this machine only. Start the relay with "captionwire serve --public-url https://…", or give --relay.`,
  );
  return url ?? usualRelay;
}

async function inviteTool(
  session: string,
  relay: string,
  dialect: IngestDialect,
  options: InviteOptions,
): Promise<void> {
  const token = await signToolToken(options, { session, ttlS: options.ttl });
  const url = ingestLink(relay, dialect, session, token);
  if (options.json) console.log(JSON.stringify({ session, ingest: dialect, url, token }));
  else console.log(`${toolLabels[dialect]}\n  ${url}\n\nWho has it can publish into ${session}.`);
}

const toolLabels: Readonly<Record<IngestDialect, string>> = {
  zoom: 'Where a tool asks for the API token of a Zoom meeting',
  youtube: 'Where a tool asks for YouTube’s caption ingestion URL',
  teams: 'Where a tool asks for the CART link of a Teams meeting',
  streamtext: 'Where a tool asks for the URL to push StreamText to',
  webhook: 'Where a tool or a device asks for a webhook',
};

const usualRelay = 'http://127.0.0.1:8080';

const expiry = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const roles: Readonly<Record<Role, string>> = { presenter: 'Presenter', viewer: 'Viewer', owner: 'Owner' };

const consoleLabels: Readonly<Record<Role, string>> = {
  presenter: 'Presenter’s console',
  viewer: '',
  owner: 'Owner’s console',
};

const labels = {
  viewer: 'Viewer page',
  scriptTag: 'Script tag',
  token: 'Token',
} as const;
type Label = keyof typeof labels;
