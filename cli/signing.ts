// Signing tokens from a command: with CAPTIONWIRE_SECRET, or the secret in the relay's data folder.
import { type Command, Option } from 'commander';

import { secretFromText, secretOfFolder } from '../relay/auth/secret.ts';
import { createTokens, type InviteRequest } from '../relay/auth/tokens.ts';

export type SigningOptions = { readonly data: string };

/** Adds the options that signing needs. */
export function addSigning(command: Command): Command {
  return command.addOption(
    new Option('--data <folder>', "the relay's data folder, for its secret")
      .env('CAPTIONWIRE_DATA')
      .default('./captionwire-data'),
  );
}

/** @throws Error that names the file when the secret cannot be read. */
export function signToken({ data }: SigningOptions, request: InviteRequest): Promise<string> {
  const text = process.env.CAPTIONWIRE_SECRET;
  const secret = text === undefined ? secretOfFolder(data, { create: true }) : secretFromText(text);
  return createTokens(secret).sign(request);
}
