import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStores, openServers } from '@xt/engine/stores';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTemporaryFolder, startServers } from '../../engine/src/stores/testing/index.ts';
import { backgroundService } from '../src/client/background-service.ts';
import { call } from '../src/client/call.ts';
import { type Link, subscribe } from '../src/client/subscribe.ts';
import type { Identity } from '../src/identity.ts';
import { followOthers } from '../src/local/others-changes.ts';
import { createOwnChanges, type OwnChanges } from '../src/local/own-changes.ts';
import { runProcess } from '../src/process/run-process.ts';
import type { Part, Service } from '../src/service.ts';
import { type FollowEvent, mergeChanges, type StoreChange } from '../src/store-change.ts';

const servers = await startServers();
if ('missing' in servers) console.warn(`skipped: following servers (${servers.missing})`);

afterAll(async () => {
  if (!('missing' in servers)) await servers.stop();
});

describe.each(['embedded', 'servers'] as const)('%s', (kind) => {
  describe.skipIf(kind === 'servers' && 'missing' in servers)('who follows hears of', () => {
    let stores: OpenStores;
    let writer: OpenStores['writer'];
    let own: OwnChanges;
    beforeAll(async () => {
      stores =
        'missing' in servers || kind === 'embedded'
          ? await openTemporaryFolder()
          : await openServers(servers.addresses);
      own = createOwnChanges(stores.relational);
      writer = kind === 'embedded' ? own.telling(stores.writer) : stores.writer;
    });
    afterAll(() => stores?.close());

    /** Follows; what is heard is one change of all, until it is taken. */
    function follow() {
      const end = new AbortController();
      const state: { heard: StoreChange | undefined; revision: number } = { heard: undefined, revision: -1 };
      const events = kind === 'embedded' ? own.follow(end.signal) : followOthers(stores.relational, end.signal);
      const done = (async () => {
        for await (const event of events) {
          if (event.kind === 'following') state.revision = event.revision;
          else state.heard = state.heard === undefined ? event.change : mergeChanges(state.heard, event.change);
        }
      })().catch((error: unknown) => {
        if (!end.signal.aborted) throw error;
      });
      return {
        state,
        take: () => {
          const taken = state.heard;
          state.heard = undefined;
          return taken;
        },
        stop: async () => {
          end.abort();
          await done;
        },
      };
    }

    test('batches with their projects, and edits', async () => {
      const first = await writer.write(batch('vision', 'a', [1]));
      const one = follow();
      const other = follow();
      await expect.poll(() => [one.state.revision, other.state.revision]).toEqual([first.sequence, first.sequence]);
      expect(one.state.heard).toBeUndefined();
      const second = await writer.write(batch('nlp', 'b', [1, 2]));
      const third = await writer.write(batch('vision', 'a', [2]));
      await expect.poll(() => one.state.heard?.revision, patience).toBe(third.sequence);
      expect(second.sequence).toBeLessThan(third.sequence);
      const change = one.take();
      expect([...(change?.projects ?? [])].sort()).toEqual(['nlp', 'vision']);
      if (kind === 'embedded') expect(change?.parts).toEqual(['runs', 'points']);
      await expect.poll(() => other.state.heard?.revision, patience).toBe(third.sequence);
      await other.stop();

      const [run = 0] = third.runs;
      const tagged = await writer.edit({ kind: 'tag', runs: [run], name: 'good' });
      await expect.poll(() => one.take()?.revision, patience).toBe(tagged.sequence);
      await writer.edit({ kind: 'tag', runs: [run], name: 'better' }, { dryRun: true });
      const view = { name: 'v', query: 'runs', user: 'ann', created: 0 };
      const saved = await writer.edit({ kind: 'save-view', view });
      await expect.poll(() => one.state.heard?.revision, patience).toBe(saved.sequence);
      expect(one.take()).not.toHaveProperty('projects');
      await writer.edit({ kind: 'remove-view', name: 'v' });
      await expect.poll(() => one.take() !== undefined, patience).toBe(true);
      await one.stop();
      expect(other.take()?.revision).toBe(third.sequence);
    });
  });
});

const patience = { timeout: 60_000 };

function batch(project: string, sourceId: string, steps: readonly number[]) {
  const column = Float64Array.from(steps);
  const points = [{ run: 0, metric: 'loss', steps: column, times: column, values: column, order: column }];
  return { source: 'test', project, runs: [{ sourceId }], points };
}

test('changes that come close together are told as one', () => {
  const a: StoreChange = { revision: 3, projects: ['x'], parts: ['runs'] };
  const b: StoreChange = { revision: 2, projects: ['y', 'x'], parts: ['points', 'runs'] };
  expect(mergeChanges(a, b)).toEqual({ revision: 3, projects: ['x', 'y'], parts: ['runs', 'points'] });
  expect(mergeChanges(a, { revision: 4 })).toEqual({ revision: 4 });
});

describe('over the socket', () => {
  const identity: Identity = { protocol: 1, version: '0.0.0', build: 'b', schema: 1 };
  let folder = '';
  let socket = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xt-follow-'));
    socket = join(folder, 's.sock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('a subscription outlives the process, starts none, and keeps none that is told to leave', async () => {
    const background = { folder, socket, program: join(folder, 'no-such-program.cjs') };
    const service = backgroundService(background, identity, () => {});
    const links: string[] = [];
    const changes: StoreChange[] = [];
    const end = new AbortController();
    const onLink = ({ kind }: Link) => void links.push(kind);
    const subscribed = subscribe(service, end.signal, (change) => void changes.push(change), onLink);
    await expect.poll(() => links).toEqual(['lost']);

    const first = start(7);
    await expect.poll(() => changes, patience).toEqual([{ revision: 7 }, { revision: 8, parts: ['views'] }]);
    expect((await call(socket, { ...identity, build: 'c' }, 'follow', {}, end.signal)).kind).toBe('leaving');
    expect(links).toEqual(['lost', 'following']);
    // It would wait for ever for somebody who follows.
    await call(socket, identity, 'shutdown', {}, end.signal);
    await first;
    await expect.poll(() => links).toEqual(['lost', 'following', 'lost']);

    const second = start(20);
    await expect.poll(() => changes.slice(2), patience).toEqual([{ revision: 20 }, { revision: 21, parts: ['views'] }]);
    end.abort();
    await subscribed;
    await call(socket, identity, 'shutdown', {}, new AbortController().signal);
    await second;
    expect(links).toEqual(['lost', 'following', 'lost', 'following']);
  });

  /** A process whose store changes once somebody follows it. */
  function start(revision: number): Promise<void> {
    const follow = async function* (_: unknown, signal: AbortSignal): AsyncGenerator<Part<FollowEvent, never>> {
      yield { kind: 'event', event: { kind: 'following', revision } };
      yield { kind: 'event', event: { kind: 'changed', change: { revision: revision + 1, parts: ['views'] } } };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      yield { kind: 'end', diagnostics: [], failure: { kind: 'cancelled', message: 'cancelled' } };
    };
    const service = { follow, close: async () => {} } as unknown as Service;
    return runProcess({
      socket,
      identity,
      idleMs: 60_000,
      lock: { held: () => true, release: async () => {} },
      open: async () => service,
      listening: () => {},
      left: () => {},
      log: () => {},
    });
  }
});
