// `captionwire invite --from`: the links of a whole programme, as text, as JSON, or as one page to print. Every link is signed before
// anything is written, so that a failure leaves no half of them.
import { consoleLink, scriptTag, viewerLink } from '../protocol/links.ts';
import type { ProgrammeCaptioner, ProgrammeSession } from './programme.ts';
import { type SigningOptions, signToken } from './signing.ts';

export type LinksOptions = SigningOptions & {
  /** Viewers need a token on this relay. */
  readonly private?: boolean;
  readonly ttl: number;
  readonly print?: boolean;
  readonly json?: boolean;
};

export type CaptionerLink = ProgrammeCaptioner & { readonly token: string; readonly console: string };

export type SessionLinks = Omit<ProgrammeSession, 'captioners'> & {
  readonly viewer: string;
  readonly scriptTag: string;
  readonly captioners: readonly CaptionerLink[];
};

export type ProgrammeLinks = {
  readonly relay: string;
  /** When the tokens run out, UTC milliseconds. */
  readonly untilMs: number;
  /** Only a link with a token opens a session to viewers. */
  readonly isPrivate: boolean;
  readonly sessions: readonly SessionLinks[];
};

/** Writes the links to standard output. @throws CommandError that says where the secret was looked for. */
export async function inviteProgramme(
  programme: readonly ProgrammeSession[],
  relay: string,
  options: LinksOptions,
): Promise<void> {
  const links = await signAll(programme, relay, options);
  if (options.print) {
    const { printedLinks } = await import('./printed-links.ts');
    process.stdout.write(printedLinks(links));
  } else if (options.json) {
    const { untilMs, isPrivate: _, ...rest } = links;
    console.log(JSON.stringify({ ...rest, until: new Date(untilMs).toISOString() }));
  } else console.log(textOf(links));
}

async function signAll(
  programme: readonly ProgrammeSession[],
  relay: string,
  options: LinksOptions,
): Promise<ProgrammeLinks> {
  const untilMs = Date.now() + options.ttl * 1000;
  const isPrivate = options.private === true;
  const sessions: SessionLinks[] = [];
  for (const { captioners, ...about } of programme) {
    const { session } = about;
    const sign = (who: { readonly role: ProgrammeCaptioner['role'] | 'viewer'; readonly name?: string }) =>
      signToken(options, { session, ...who, ttlS: options.ttl });
    const viewerToken = isPrivate ? await sign({ role: 'viewer' }) : undefined;
    const signed: CaptionerLink[] = [];
    for (const captioner of captioners) {
      const token = await sign(captioner);
      signed.push({ ...captioner, token, console: consoleLink(relay, session, token) });
    }
    sessions.push({
      ...about,
      viewer: viewerLink(relay, session, viewerToken),
      scriptTag: scriptTag(relay, session, viewerToken),
      captioners: signed,
    });
  }
  return { relay, untilMs, isPrivate, sessions };
}

export const roleNames: Readonly<Record<ProgrammeCaptioner['role'], string>> = {
  presenter: 'Presenter',
  owner: 'Owner',
};

function textOf({ untilMs, sessions }: ProgrammeLinks): string {
  const until = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(
    untilMs,
  );
  const parts = sessions.map(({ session, title, viewer, scriptTag: tag, captioners }) => {
    const rows: [string, string][] = [
      ['Viewer page', viewer],
      ['Script tag', tag],
      ...captioners.map(({ name, role, console: link }): [string, string] => [
        `${roleNames[role]}’s console for ${name}`,
        link,
      ]),
    ];
    const head = title === session ? session : `${title} (${session})`;
    return [head, ...rows.map(([what, link]) => `  ${what}\n    ${link}`)].join('\n');
  });
  return [...parts, `Consoles open until ${until}.`].join('\n\n');
}
