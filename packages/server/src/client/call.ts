import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { CutOff, decodeFrames } from '../framing.ts';
import { type Identity, writeIdentity } from '../identity.ts';
import type { Part } from '../service.ts';

/** What came of knocking at a socket: parts, or why there was nobody to talk to. */
export type Knock =
  | { readonly kind: 'reply'; readonly parts: AsyncIterable<Part>; readonly pid: number }
  /** No process listens there, or it left before it looked at the request. */
  | { readonly kind: 'nobody' }
  /** A process of another build, or one that is about to leave; it finishes its work first. */
  | { readonly kind: 'leaving'; readonly pid: number; readonly version: string };

/** Sends one request to a socket; nothing was started there unless it is a reply. Aborting cancels on the other side. */
export async function call(
  socketPath: string,
  identity: Identity,
  route: string,
  body: unknown,
  signal: AbortSignal,
): Promise<Knock> {
  const response = await send(socketPath, identity, route, JSON.stringify(body), signal);
  if (response === undefined) return { kind: 'nobody' };
  const pid = Number(response.headers['xt-pid']);
  if (response.statusCode === 200) return { kind: 'reply', parts: partsOf(response), pid };
  response.resume();
  if (response.statusCode === 426 || response.statusCode === 503) {
    return { kind: 'leaving', pid, version: String(response.headers['xt-version']) };
  }
  throw new Error(`the background process answered with status ${response.statusCode}`);
}

// Errors that mean: no process took the request.
const absent = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

function send(
  socketPath: string,
  identity: Identity,
  route: string,
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        // No agent: it would look whether the host is an address, and compile a regular expression for milliseconds.
        createConnection: () => connect(socketPath),
        method: 'POST',
        path: `/v1/${route}`,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'xt-identity': writeIdentity(identity),
        },
        signal,
      },
      resolve,
    );
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (!signal.aborted && absent.has(error.code ?? '')) resolve(undefined);
      else reject(error);
    });
    sent.end(body);
  });
}

async function* partsOf(response: IncomingMessage): AsyncGenerator<Part> {
  try {
    yield* decodeFrames(response);
  } catch (error) {
    if (error instanceof CutOff) throw error;
    throw new CutOff((error as Error).message, { cause: error });
  } finally {
    response.destroy();
  }
}
