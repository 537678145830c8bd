// `captionwire invite`: prints the link, token and tag for one person and one session, or the URL that a captioning tool sends
// to. Works without a running relay: it signs with the same secret.
import { type Command, Option } from 'commander';

import type { Role } from '../protocol/client-messages.ts';
import {
  consoleLink,
  type IngestDialect,
  ingestDialects,
  ingestLink,
  scriptTag,
  viewerLink,
} from '../protocol/links.ts';
import { parseDurationS } from './duration.ts';
import { parseRelayUrl, relayOption } from './relay-url.ts';
import { checkSession } from './session-argument.ts';
import { addSigning, type SigningOptions, signToken, signToolToken } from './signing.ts';

type InviteOptions = SigningOptions & {
  readonly role: Role;
  readonly name?: string;
  readonly replies?: boolean;
  readonly ingest?: IngestDialect;
  readonly ttl: number;
  readonly relay: string;
  readonly json?: boolean;
};

export function addInvite(program: Command): void {
  addSigning(
    program
      .command('invite <session>')
      .description(
        'Print the link, the token and the script tag for a presenter, a viewer or an owner; or the URL for a captioning tool.',
      ),
  )
    .addOption(
      new Option('--role <role>', 'what the holder may do; an owner also gives out links')
        .choices(['presenter', 'viewer', 'owner'])
        .default('presenter'),
    )
    .option('--name <name>', 'who this is, shown to other presenters')
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
    .addOption(relayOption('the URL that people reach the relay at'))
    .option('--json', 'print JSON')
    .action(invite);
}

async function invite(session: string, options: InviteOptions): Promise<void> {
  checkSession(session);
  const { role, name, replies, ttl: ttlS, json } = options;
  const relay = parseRelayUrl(options.relay);
  if (options.ingest) return inviteTool(session, relay, options.ingest, options);
  const token = await signToken(options, { session, role, name, replies, ttlS });
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
  const lines = Object.entries({ ...links, token }).map(
    ([what, value]) => `${labels[what as keyof typeof labels]}\n  ${value}\n`,
  );
  console.log(lines.join('\n'));
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

const labels = {
  console: 'Presenter console',
  viewer: 'Viewer page',
  scriptTag: 'Script tag',
  token: 'Token',
} as const;
