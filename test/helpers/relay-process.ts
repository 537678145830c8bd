// A relay as people run it: the built command in a process of its own, so that it can be killed and started again.
import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

import type { Role } from '../../protocol/client-messages.ts';
import { consoleLink, viewerLink } from '../../protocol/links.ts';
import { secretOfFolder } from '../../relay/auth/secret.ts';
import { createTokens } from '../../relay/auth/tokens.ts';

const command = 'dist/cli/main.js';
const run = promisify(execFile);

/** An empty folder of its own, and how to remove it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'captionwire-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs `captionwire` to its end. */
export async function captionwire(parameters: string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  try {
    const done = await run(process.execPath, [command, ...parameters], { env: { ...process.env, ...env } });
    return { code: 0, ...done };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

export type Invitation = { readonly token: string; readonly console: string; readonly viewer: string };

/** What a person is sent who has been given a token. */
export const invitation = (relay: string, session: string, token: string, role: Role): Invitation => ({
  token,
  console: consoleLink(relay, session, token),
  viewer: viewerLink(relay, session, role === 'viewer' ? token : undefined),
});

export type RelayProcess = {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** A token signed with the secret in the relay's data folder, and its links, as `captionwire invite` prints them. */
  invite(session: string, role?: 'presenter' | 'viewer'): Promise<Invitation>;
  /** Sends a signal and resolves with the exit code, null when the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

export type RelayProcessOptions = {
  readonly data?: string;
  readonly port?: number;
  readonly parameters?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** For Node itself: a process that is preloaded with something of the test's can be spoken to. */
  readonly nodeParameters?: readonly string[];
  /** The process, long before it listens. */
  readonly onSpawn?: (child: ChildProcess) => void;
};

/** Starts `captionwire serve` and resolves once it listens. */
export async function startRelayProcess(options: RelayProcessOptions = {}): Promise<RelayProcess> {
  const { data, port = 0, parameters = [], nodeParameters = [] } = options;
  const store = data === undefined ? ['--memory'] : ['--data', data];
  const serve = [command, 'serve', '--port', String(port), ...store, ...parameters];
  const child = spawn(process.execPath, [...nodeParameters, ...serve], {
    stdio: ['ignore', 'pipe', 'pipe', ...(nodeParameters.length > 0 ? (['ipc'] as const) : [])],
    env: { ...process.env, ...options.env },
  }) as ChildProcessByStdio<null, Readable, Readable>;
  options.onSpawn?.(child);
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the relay ended with ${code}: ${stderr}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const listening = /http:\/\/[\w.:]+/.exec(stdout)?.[0];
      if (listening) resolve(listening);
    });
  });
  return {
    url,
    port: Number(new URL(url).port),
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async invite(session, role = 'presenter') {
      if (data === undefined) throw new Error('a relay without a data folder signs with a secret of its own');
      const tokens = createTokens(secretOfFolder(data, { create: false }));
      const token = await tokens.sign({ session, role, ttlS: 3_600 });
      return invitation(url, session, token, role);
    },
    end(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill(signal);
      return ended;
    },
  };
}
