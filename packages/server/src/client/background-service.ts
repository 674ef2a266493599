import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, ServiceError } from '../failure.ts';
import { CutOff } from '../framing.ts';
import type { Identity } from '../identity.ts';
import type { Part, Reply, Route, Service } from '../service.ts';
import type { FollowEvent } from '../store-change.ts';
import type { Knock } from './call.ts';
import { knock } from './knock.ts';
import { type Background, startBackground } from './start.ts';

/** Things worth telling a person who waits. */
export type Waiting = (message: string) => void;

/** The background process that a client asks, and what the client is. */
interface Asked {
  readonly background: Background;
  readonly identity: Identity;
  readonly waiting: Waiting;
  /** Throws where the program is another one by now: a process of it would send this client away. */
  readonly checkProgram: () => void;
}

/** The service of a folder's background process, which is started by the first request that finds none. */
export function backgroundService(background: Background, identity: Identity, waiting: Waiting): Service {
  const asked: Asked = { background, identity, waiting, checkProgram: programCheck(background.program) };
  const ask = <E, R>(route: Route, body: unknown, signal: AbortSignal) =>
    reply(asked, route, body, signal) as Reply<E, R>;
  return {
    query: (request, signal) => ask('query', request, signal),
    explain: (request, signal) => ask('explain', request, signal),
    complete: (request, signal) => ask('complete', request, signal),
    import: (request, signal) => ask('import', request, signal),
    status: (request, signal) => ask('status', request, signal),
    change: (request, signal) => ask('change', request, signal),
    artifact: (request, signal) => ask('artifact', request, signal),
    follow: (_, signal) => follow(asked, signal),
    close: () => Promise.resolve(),
  };
}

async function* reply(asked: Asked, route: Route, body: unknown, signal: AbortSignal): AsyncGenerator<Part> {
  try {
    yield* await connect(asked, route, body, signal);
  } catch (error) {
    yield endOf(error instanceof CutOff ? endedEarly(error) : error, signal);
  }
}

/** Starts nothing: where no process of this build owns the store, that is the end. */
async function* follow(
  { background, identity, checkProgram }: Asked,
  signal: AbortSignal,
): AsyncGenerator<Part<FollowEvent, never>> {
  try {
    const answer = await knock(background, identity, 'follow', {}, signal);
    if (answer.kind !== 'reply') {
      checkProgram();
      throw new ServiceError({ kind: 'store', message: whyNot(answer) });
    }
    yield* answer.parts as AsyncIterable<Part<FollowEvent, never>>;
  } catch (error) {
    yield endOf(error instanceof CutOff ? endedEarly(error) : error, signal);
  }
}

function whyNot(answer: Exclude<Knock, { readonly kind: 'reply' }>): string {
  switch (answer.kind) {
    case 'nobody':
      return 'no background process has the store open';
    case 'leaving':
      return `the background process ${answer.pid} of xt ${answer.version} is of another build, or about to leave`;
  }
}

function endedEarly(error: CutOff): ServiceError {
  const message = 'the background process ended before the answer was complete';
  return new ServiceError(
    { kind: 'store', message, hint: 'the store is sound; asking again starts another' },
    { cause: error },
  );
}

// How long a process may own the folder without listening: one that opens it `--in-process` never will.
const patienceMs = 10_000;
const politeMs = 1_500;

/** Knocks, starts the process where nobody is there, waits for one of another build to leave; then the parts come. */
async function connect(
  { background, identity, waiting, checkProgram }: Asked,
  route: Route,
  body: unknown,
  signal: AbortSignal,
): Promise<AsyncIterable<Part>> {
  const began = Date.now();
  let told = false;
  const tell = (message: string) => {
    if (told || Date.now() - began < politeMs) return;
    told = true;
    waiting(message);
  };
  while (true) {
    const answer = await knock(background, identity, route, body, signal);
    if (answer.kind === 'reply') return answer.parts;
    checkProgram();
    if (answer.kind === 'nobody') {
      const owner = await startBackground(background, signal);
      if (owner === undefined) continue;
      tell(`${owner} Waiting for it.`);
      if (Date.now() - began > patienceMs) throw occupied(owner);
      continue;
    }
    // An older process may have an import to finish: that takes as long as it takes.
    tell(`waiting for the background process ${answer.pid} of xt ${answer.version} to finish its work`);
    await sleep(40, undefined, { signal });
  }
}

function occupied(owner: string): ServiceError {
  return new ServiceError({
    kind: 'store',
    message: owner,
    hint: 'a command with `--in-process` keeps the store for itself until it ends; run this one again then',
  });
}

/**
 * Tells whether the file of a program is the one that was there at first. An update takes its place while a client stays open for
 * days: whatever the client started then would be of another build, and each would send the other away for ever.
 */
function programCheck(program: string): () => void {
  const first = stampOf(program);
  return () => {
    if (stampOf(program) === first) return;
    throw new ServiceError({
      kind: 'store',
      message: 'xt was updated since this program was started, and the process that it asked is gone',
      hint: 'start this program again; the store is sound',
    });
  };
}

function stampOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev} ${found.ino} ${found.mtimeMs} ${found.size}`;
}
