import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { endOf, ServiceError } from '../failure.ts';
import { encodeFrames } from '../framing.ts';
import type { Gate } from '../gate.ts';
import { type Identity, sameIdentity } from '../identity.ts';
import { type Part, type Route, routes, type Service } from '../service.ts';

/** What the listener asks of the process around it. */
export interface House {
  readonly identity: Identity;
  /** Rejects where the store could not be opened. */
  readonly service: Promise<Service>;
  readonly gate: Gate;
  /** False once the process is about to leave, or no longer owns its folder: it takes no more work. */
  readonly takesWork: () => boolean;
  /** Called by a request of another build, and by the route `shutdown`. */
  readonly leave: (why: string) => void;
  readonly log: (message: string) => void;
  /** Somebody who follows the store waits and asks for nothing. */
  readonly begin: (guest: Guest) => void;
  readonly end: (guest: Guest) => void;
  /** Aborted when the process leaves: nobody who follows keeps it. */
  readonly leaving: AbortSignal;
}

export type Guest = 'asking' | 'following';

/** The largest request body; a query has its own, smaller bound. */
const largestRequest = 4 * 1024 * 1024;

/** The HTTP face of a service: `POST /v1/ROUTE` with a JSON body, answered by frames; a client that goes away cancels. */
export function createListener(house: House): Server {
  const server = createServer((request, response) => {
    const guest = routeOf(request) === 'follow' ? 'following' : 'asking';
    house.begin(guest);
    response.once('close', () => house.end(guest));
    answer(house, request, response).catch((error: unknown) => {
      house.log(traceOf(error));
      response.destroy();
    });
  });
  server.keepAliveTimeout = 0;
  server.requestTimeout = 30_000;
  return server;
}

async function answer(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('xt-pid', process.pid);
  response.setHeader('xt-version', house.identity.version);
  response.setHeader('connection', 'close');
  const route = routeOf(request);
  if (route === undefined) return refuse(response, 404);
  if (!house.takesWork()) return refuse(response, 503);
  if (!sameIdentity(house.identity, header(request, 'xt-identity'))) {
    // Who follows from another build waits for its own; only work to be done makes this one leave.
    if (route !== 'follow') house.leave('a command of another build came');
    return refuse(response, 426);
  }
  if (route === 'shutdown') {
    house.leave('it was asked to');
    response.writeHead(200).end();
    return;
  }
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('the client went away'));
  });
  response.writeHead(200, { 'content-type': 'application/vnd.xt.frames' });
  response.flushHeaders();
  const body = await readBody(request);
  for await (const part of parts(house, route, body, gone.signal)) {
    if (part.kind === 'end' && part.failure?.kind === 'fault') house.log(part.failure.detail ?? part.failure.message);
    await write(response, part, gone.signal);
  }
  response.end();
}

async function* parts(house: House, route: Route, body: string | undefined, signal: AbortSignal): AsyncGenerator<Part> {
  try {
    if (body === undefined) throw new ServiceError({ kind: 'usage', message: tooLarge });
    const service = await house.service;
    if (route === 'follow') {
      yield* service.follow({}, AbortSignal.any([signal, house.leaving]));
      return;
    }
    const leaveGate = await house.gate.enter(signal);
    try {
      // The client is the same build as this process: the identity was compared.
      yield* service[route](JSON.parse(body), signal);
    } finally {
      leaveGate();
    }
  } catch (error) {
    yield endOf(error, signal);
  }
}

const tooLarge = `the request is larger than ${largestRequest / 1024 / 1024} MiB`;

async function write(response: ServerResponse, part: Part, signal: AbortSignal): Promise<void> {
  for (const frame of encodeFrames(part)) {
    if (signal.aborted) return;
    if (!response.write(frame)) await drained(response);
  }
}

// `close` as well: a client that went away never drains.
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestRequest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function routeOf(request: IncomingMessage): Route | 'shutdown' | undefined {
  if (request.method !== 'POST') return undefined;
  if (request.url === '/v1/shutdown') return 'shutdown';
  return routes.find((route) => request.url === `/v1/${route}`);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
