// Signing tokens from a command: with CAPTIONWIRE_SECRET, or the secret in the relay's data folder.
import { type Command, Option } from 'commander';

import { hasSecret, secretFromText, secretOfFolder } from '../relay/auth/secret.ts';
import type { IngestRequest, InviteRequest, Tokens } from '../relay/auth/tokens.ts';
import { CommandError } from './exit.ts';

export type SigningOptions = { readonly data: string };

/** Adds the options that signing needs. */
export function addSigning(command: Command): Command {
  return command.addOption(
    new Option('--data <folder>', "the relay's data folder, for its secret")
      .env('CAPTIONWIRE_DATA')
      .default('./captionwire-data'),
  );
}

/** `--token`, in every command that can be given one. @param whose what it has to be. */
export const tokenOption = (whose: string): Option =>
  new Option('--token <jwt>', `${whose}, instead of signing one with the relay's secret`).env(
    'CAPTIONWIRE_TOKEN',
  );

/** @throws CommandError that says where the secret was looked for. */
export async function signToken(options: SigningOptions, request: InviteRequest): Promise<string> {
  return (await tokensOf(options)).sign(request);
}

/** A token for a captioning tool's URL. @throws CommandError that says where the secret was looked for. */
export async function signToolToken(options: SigningOptions, request: IngestRequest): Promise<string> {
  return (await tokensOf(options)).signIngest(request);
}

/**
 * What signs with the secret that the relay made when it was first started: one made here would fit no relay.
 * @throws CommandError that says where the secret was looked for.
 */
async function tokensOf({ data }: SigningOptions): Promise<Tokens> {
  const text = process.env.CAPTIONWIRE_SECRET;
  if (text === undefined && !hasSecret(data)) {
    throw new CommandError(
      `no relay has its data in ${data}; name its folder with --data, or start one there with "captionwire serve"`,
    );
  }
  const { createTokens } = await import('../relay/auth/tokens.ts');
  return createTokens(text === undefined ? secretOfFolder(data, { create: false }) : secretFromText(text));
}
