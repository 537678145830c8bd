// A relay's URL as people give it: http or https, without what a slash at its end would double; and the option for it.
import { Option } from 'commander';

import { CommandError, exitCodes } from './exit.ts';

/** @throws CommandError, wrong usage, when the text is no such URL. */
export function parseRelayUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new CommandError(
      `relay "${text}": give its URL, like https://captions.example.org`,
      exitCodes.usage,
    );
  }
  return text.replace(/\/+$/, '');
}

/** `--relay`, in every command that means one. */
export const relayOption = (description: string): Option =>
  new Option('--relay <url>', description).env('CAPTIONWIRE_RELAY').default('http://127.0.0.1:8080');
