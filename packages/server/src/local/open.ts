import { type Lock, type OpenStores, openFolder, openServers, type ServerAddresses } from '@xt/engine/stores';
import { createGate } from '../gate.ts';
import type { Service } from '../service.ts';
import { createAnswerer } from './answer.ts';
import { runImport } from './import.ts';
import { readStatus, type StorePlace } from './status.ts';

/** The service of an embedded store, opened in this process; a lock that the caller has taken stays the caller's. */
export async function openFolderService(folder: string, version: string, lock?: Lock): Promise<Service> {
  return serviceOf(await openFolder(folder, lock), { name: folder, folder }, version);
}

/** The service of a store made of servers; `name` is shown, the addresses never are. */
export async function openServersService(name: string, addresses: ServerAddresses, version: string): Promise<Service> {
  return serviceOf(await openServers(addresses), { name }, version);
}

function serviceOf(stores: OpenStores, place: StorePlace, version: string): Service {
  const imports = createGate(1, 64);
  const answerer = createAnswerer(stores);
  return {
    query: (request, signal) => answerer.query(request, signal),
    explain: (request, signal) => answerer.explain(request, signal),
    import: (request, signal) => runImport(request, stores.writer, imports, signal),
    status: async function* () {
      yield { kind: 'end', diagnostics: [], report: await readStatus(place, stores, version) };
    },
    close: () => stores.close(),
  };
}
