import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backgroundService } from '../src/client/background-service.ts';
import { call, type Knock } from '../src/client/call.ts';
import type { Identity } from '../src/identity.ts';
import { runProcess } from '../src/process/run-process.ts';
import type { Part, QueryRequest, Reply, Service } from '../src/service.ts';

const identity: Identity = { protocol: 1, version: '0.0.0', build: 'b', schema: 1 };
const signal = new AbortController().signal;

let folder = '';
let socket = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xt-process-'));
  socket = join(folder, 's.sock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the serving process', () => {
  test('answers over a socket that is for its user alone, then gives the lock back', async () => {
    const house = start({ query: () => say('hello') });
    await house.listening;
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(text(await parts(await call(socket, identity, 'query', { text: 'runs' }, signal)))).toBe('hello');
    await house.stop();
    await house.left;
    expect(house.events).toEqual(['opened', 'closed', 'released']);
    expect(await call(socket, identity, 'query', {}, signal)).toEqual({ kind: 'nobody' });
  });

  test('takes the place of a socket that a killed process left behind', async () => {
    writeFileSync(socket, '');
    const house = start({});
    await house.listening;
    expect((await call(socket, identity, 'status', {}, signal)).kind).toBe('reply');
    await house.stop();
    await house.left;
  });

  test('leaves when a command of another build comes, and finishes what it has begun', async () => {
    let finish = () => {};
    const house = start({
      query: async function* () {
        yield { kind: 'bytes', bytes: Buffer.from('before ') };
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        yield { kind: 'bytes', bytes: Buffer.from('after') };
        yield end;
      },
    });
    await house.listening;
    const long = await call(socket, identity, 'query', {}, signal);
    const newer = await call(socket, { ...identity, build: 'c' }, 'query', {}, signal);
    expect(newer.kind).toBe('leaving');
    expect(house.events).toEqual(['opened']);
    await expect.poll(() => finish.length).toBe(1);
    finish();
    expect(text(await parts(long))).toBe('before after');
    await house.left;
    expect(house.events).toEqual(['opened', 'closed', 'released']);
  });

  test('a client whose program was replaced is answered as long as its process is there, then told to start again', async () => {
    const program = join(folder, 'program.cjs');
    writeFileSync(program, 'the program');
    const client = backgroundService({ folder, socket, program }, identity, () => {});
    const ask = async () => {
      const all: Part[] = [];
      for await (const part of client.query({} as QueryRequest, signal)) all.push(part);
      return all;
    };
    writeFileSync(`${program}.new`, 'another program');
    renameSync(`${program}.new`, program);
    const own = start({ query: () => say('hello') });
    await own.listening;
    expect(text(await ask())).toBe('hello');
    await own.stop();
    await own.left;
    const told = { kind: 'end', failure: { kind: 'store', message: expect.stringMatching(/^xt was updated since/) } };
    expect(await ask()).toMatchObject([told]);
    for await (const part of client.follow({}, signal)) expect(part).toMatchObject(told);
  });

  test('cancels the work of a client that goes away', async () => {
    const seen: string[] = [];
    const house = start({
      query: async function* (_, cancelled) {
        yield { kind: 'bytes', bytes: Buffer.from('x') };
        await new Promise<void>((resolve) => cancelled.addEventListener('abort', () => resolve()));
        seen.push('cancelled');
        yield end;
      },
    });
    await house.listening;
    const client = new AbortController();
    const knock = await call(socket, identity, 'query', {}, client.signal);
    const reading = parts(knock).catch((error: Error) => error.name);
    client.abort();
    await reading;
    await expect.poll(() => seen).toEqual(['cancelled']);
    await house.stop();
    await house.left;
  });

  test('says why the store could not be opened to everyone who asked, then leaves', async () => {
    let fail = (_: Error) => {};
    const opening = new Promise<Service>((_, reject) => {
      fail = reject;
    });
    const house = start({}, () => opening);
    await house.listening;
    const knocks = await Promise.all([1, 2].map(() => call(socket, identity, 'query', {}, signal)));
    fail(Object.assign(new Error('no room'), { store: 'folder' }));
    const answers = await Promise.all(knocks.map(parts));
    for (const answer of answers) {
      expect(answer).toEqual([{ kind: 'end', diagnostics: [], failure: { kind: 'store', message: 'no room' } }]);
    }
    await house.left;
    expect(house.events).toEqual(['released']);
  });

  test('gives everything back where it cannot listen', async () => {
    socket = join(folder, 'gone', 's.sock');
    const house = start({});
    await expect(house.left).rejects.toThrow(/gone/);
    expect(house.events).toEqual(['opened', 'closed', 'released']);
  });

  test('an exception inside is a failure at the end of the reply, not a cut off one', async () => {
    const house = start({
      query: async function* () {
        yield { kind: 'bytes', bytes: Buffer.from('x') };
        throw new Error('a bug');
      },
    });
    await house.listening;
    const found = await parts(await call(socket, identity, 'query', {}, signal));
    expect(found.at(-1)).toMatchObject({ kind: 'end', failure: { kind: 'fault', message: 'a bug' } });
    await house.stop();
    await house.left;
  });

  test('leaves when it has been idle, when its socket is gone, or when the folder is somebody else’s', async () => {
    const idle = start({}, undefined, 30);
    await idle.left;
    const robbed = start({}, undefined, 400);
    await robbed.listening;
    rmSync(socket);
    await robbed.left;
    const lost = start({}, undefined, 60_000);
    await lost.listening;
    lost.lose();
    expect((await call(socket, identity, 'query', {}, signal)).kind).toBe('leaving');
    await lost.left;
  });
});

const end = { kind: 'end', diagnostics: [], report: {} } as const;

async function* say(words: string): AsyncGenerator<Part<never, never>> {
  yield { kind: 'bytes', bytes: Buffer.from(words) };
  yield end as never;
}

/** A process in this process, with a service of the test's own. */
function start(
  own: Record<string, (request: unknown, signal: AbortSignal) => Reply<unknown, unknown>>,
  open?: () => Promise<Service>,
  idleMs = 60_000,
) {
  const events: string[] = [];
  let held = true;
  let listening = () => {};
  const ready = new Promise<void>((resolve) => {
    listening = resolve;
  });
  const empty = () => say('');
  const service = {
    query: empty,
    explain: empty,
    import: empty,
    status: empty,
    ...own,
    close: async () => void events.push('closed'),
  };
  const left = runProcess({
    socket,
    identity,
    idleMs,
    listening,
    left: () => {},
    log: () => {},
    lock: { held: () => held, release: async () => void events.push('released') },
    open:
      open ??
      (async () => {
        events.push('opened');
        return service as unknown as Service;
      }),
  });
  return {
    events,
    left,
    listening: ready,
    lose: () => {
      held = false;
    },
    stop: () => call(socket, identity, 'shutdown', {}, signal),
  };
}

async function parts(knock: Knock): Promise<Part[]> {
  if (knock.kind !== 'reply') throw new Error(`no reply: ${knock.kind}`);
  const all: Part[] = [];
  for await (const part of knock.parts) all.push(part);
  return all;
}

function text(all: readonly Part[]): string {
  return all.map((part) => (part.kind === 'bytes' ? Buffer.from(part.bytes).toString() : '')).join('');
}
