// Somebody's receiver of webhooks: checks each signature with the library that receivers use, and answers as a test wants.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';

export const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

type Event = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly session: string;
    readonly cursor: string;
    readonly record?: Record<string, unknown>;
  };
};
type Answer = { readonly status: number; readonly headers?: Record<string, string> };

export type Receiver = {
  readonly url: string;
  /** What was taken, repeats included. */
  readonly taken: Event[];
  /** Every try's headers, in order. */
  readonly tries: IncomingHttpHeaders[];
  /** How the tries from now on are answered, the last for ever; 204 when there is none. */
  answers: Answer[];
  /** Types of what was taken in a session, with the words of its records. */
  told(session?: string): string[];
};

export async function startReceiver(port = 0): Promise<Receiver> {
  const verifier = new Webhook(webhookSecret);
  const receiver: Omit<Receiver, 'url'> = {
    taken: [],
    tries: [],
    answers: [],
    told: (session = 'talk') =>
      receiver.taken.flatMap(({ type, data }) =>
        data.session === session
          ? [data.record?.['text'] ? `${type}: ${data.record['text'] as string}` : type]
          : [],
      ),
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      receiver.tries.push(request.headers);
      const { status, headers = {} } = receiver.answers[0] ?? { status: 204 };
      if (receiver.answers.length > 1) receiver.answers.shift();
      if (status < 300) {
        // Throws for a signature that is wrong.
        const event = verifier.verify(body, request.headers as Record<string, string>) as Omit<Event, 'id'>;
        receiver.taken.push({ ...event, id: String(request.headers['webhook-id']) });
      }
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(receiver, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
}
