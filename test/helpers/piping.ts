// `captionwire pipe` with an input that a test writes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { onTestFinished } from 'vitest';

export type Piping = {
  /** Writes to its input. */
  write(text: string | Buffer): void;
  /** Ends the input and resolves when the command is through. */
  end(): Promise<{ code: number | null; stdout: string; stderr: string }>;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code when the command ends by itself, its input still open. */
  ended(): Promise<number | null>;
  stderr(): string;
  readonly input: NodeJS.WritableStream;
};

/** Starts the built command. */
export function startPiping(session: string, ...parameters: string[]): Piping {
  const child = spawn(process.execPath, ['dist/cli/main.js', 'pipe', session, ...parameters]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // It may be through before all of its input was written; how it ended is what counts.
  child.stdin.on('error', () => {});
  const closed = once(child, 'close');
  return {
    write: (text) => void child.stdin.write(text),
    async end() {
      child.stdin.end();
      const [code] = (await closed) as [number | null];
      return { code, stdout, stderr };
    },
    ended: async () => ((await closed) as [number | null])[0],
    signal: (name) => void child.kill(name),
    stderr: () => stderr,
    input: child.stdin,
  };
}
