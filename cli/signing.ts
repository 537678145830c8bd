// Signing tokens from a command: with CAPTIONWIRE_SECRET, or the secret in the relay's data folder.
import { type Command, Option } from 'commander';

import { hasSecret, secretFromText, secretOfFolder } from '../relay/auth/secret.ts';
import { createTokens, type InviteRequest } from '../relay/auth/tokens.ts';
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

/**
 * Signs with the secret that the relay made when it was first started: one made here would fit no relay.
 * @throws CommandError that says where the secret was looked for.
 */
export function signToken({ data }: SigningOptions, request: InviteRequest): Promise<string> {
  const text = process.env.CAPTIONWIRE_SECRET;
  if (text === undefined && !hasSecret(data)) {
    throw new CommandError(
      `no relay has its data in ${data}; name its folder with --data, or start one there with "captionwire serve"`,
    );
  }
  const secret = text === undefined ? secretOfFolder(data, { create: false }) : secretFromText(text);
  return createTokens(secret).sign(request);
}
