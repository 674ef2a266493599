import {
  checkStores,
  type Lock,
  type OpenStores,
  openFolder,
  openServers,
  type ServerAddresses,
} from '@xt/engine/stores';
import { parse } from '@xt/grammar';
import { endOf } from '../failure.ts';
import { createGate } from '../gate.ts';
import type { Part, Reply, Service, StatusReport, StatusRequest } from '../service.ts';
import type { FollowEvent } from '../store-change.ts';
import { createAnswerer } from './answer.ts';
import { artifact } from './artifact.ts';
import { zoneOf } from './asker.ts';
import { createCatalogSource } from './catalog-source.ts';
import { change } from './change.ts';
import { runImport } from './import.ts';
import { keepPositions } from './kept-positions.ts';
import { counted, type Load } from './meter.ts';
import { followOthers } from './others-changes.ts';
import { createOwnChanges } from './own-changes.ts';
import { restingParser } from './resting-parser.ts';
import { readStatus, type StorePlace } from './status.ts';

/** The service of an embedded store, opened in this process; a lock that the caller has taken stays the caller's. */
export async function openFolderService(folder: string, version: string, lock?: Lock): Promise<Service> {
  const stores = await openFolder(folder, lock, prepare);
  const changes = createOwnChanges(stores.relational);
  const told = { ...stores, writer: keepPositions(changes.telling(stores.writer)) };
  return serviceOf(told, changes.follow, { name: folder, folder }, version);
}

/** Makes what the first query would wait for: the parser, and what `Intl` knows of time zones. */
function prepare(): void {
  parse('runs');
  zoneOf({ user: '' });
}

/** The service of a store made of servers; `name` is shown, the addresses never are. */
export async function openServersService(name: string, addresses: ServerAddresses, version: string): Promise<Service> {
  const stores = await openServers(addresses);
  return serviceOf(stores, (signal) => followOthers(stores.relational, signal), { name }, version);
}

function serviceOf(
  stores: OpenStores,
  changes: (signal: AbortSignal) => AsyncIterable<FollowEvent>,
  place: StorePlace,
  version: string,
): Service {
  const imports = createGate(1, 64);
  const parser = restingParser();
  const catalog = createCatalogSource(stores.relational);
  const load: Load = { running: 0, begun: 0 };
  const answerer = createAnswerer(stores, catalog, load);
  const status = async function* (
    request: StatusRequest,
    signal: AbortSignal,
  ): AsyncGenerator<Part<never, StatusReport>> {
    const report = await readStatus(place, stores, version);
    yield {
      kind: 'end',
      diagnostics: [],
      report: request.check === true ? { ...report, checks: await check(signal) } : report,
    };
  };
  // What is half written does not fit: no import runs meanwhile.
  const check = async (signal: AbortSignal) => {
    const leave = await imports.enter(signal);
    return checkStores(stores, signal).finally(leave);
  };
  const settle = <E, R>(reply: Reply<E, R>, signal: AbortSignal) => settled(counted(load, reply), signal);
  return {
    query: (request, signal) => settle(answerer.query(request, signal), signal),
    explain: (request, signal) => settle(answerer.explain(request, signal), signal),
    complete: (request, signal) => settle(answerer.complete(request), signal),
    import: (request, signal) => settle(runImport(request, stores.writer, parser, imports, signal), signal),
    status: (request, signal) => settle(status(request, signal), signal),
    change: (request, signal) => settle(change(stores, catalog, request, signal), signal),
    artifact: (request, signal) => settle(artifact(stores, catalog, request, signal), signal),
    // Nothing is read for long: it is no load that would be taken for somebody else's.
    follow: (_, signal) => settled(eventsOf(changes(signal)), signal),
    close: async () => {
      await parser.close();
      await stores.close();
    },
  };
}

async function* eventsOf<E>(events: AsyncIterable<E>): AsyncGenerator<Part<E, never>> {
  for await (const event of events) yield { kind: 'event', event };
}

/** The reply, with whatever is thrown in it as its end. */
async function* settled<E, R>(reply: Reply<E, R>, signal: AbortSignal): AsyncGenerator<Part<E, R>> {
  try {
    yield* reply;
  } catch (error) {
    yield endOf(error, signal);
  }
}
