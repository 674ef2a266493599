import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Config, configFile, readConfig, type StoreSection } from './config.ts';
import { wrongWords } from './refuse.ts';

/** The store that a command speaks to. */
export type StoreChoice =
  | { readonly kind: 'folder'; readonly folder: string; readonly why: 'default' | 'named' }
  | {
      readonly kind: 'servers';
      readonly name: string;
      readonly postgres: string;
      readonly clickhouse: string;
      readonly objects?: string;
    };

/**
 * Decides on the store: what `--store` or `XT_STORE` says, else the servers of the environment, else the config file's
 * default, else the embedded store below the user's XDG data directory.
 */
export function chooseStore(flag: string | undefined, environment: NodeJS.ProcessEnv, folder: string): StoreChoice {
  const file = configFile(environment);
  const config = readConfig(file);
  if (flag !== undefined && flag !== '') return namedStore(flag, config, folder);
  const servers = environmentServers(environment);
  if (servers !== undefined) return servers;
  if (config.store !== undefined) return namedStore(config.store, config, folder);
  return { kind: 'folder', folder: join(defaultData(environment), 'store'), why: 'default' };
}

/** The folder that holds the objects of a store made of servers: what is configured, else one of the user's. */
export function objectsFolder({ objects }: { readonly objects?: string }, environment: NodeJS.ProcessEnv): string {
  if (objects === undefined) return join(defaultData(environment), 'objects');
  if (!isUrl(objects)) return resolve(homedir(), expandHome(objects));
  throw wrongWords(`objects at \`${withoutPassword(objects)}\` are not there yet`, 'a folder that all can reach works');
}

/** The folder of xt's own data below the user's XDG data directory. */
export function defaultData(environment: NodeJS.ProcessEnv): string {
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'xt');
}

/** The project that `--project` or `XT_PROJECT` says, else the config file's. */
export function chooseProject(flag: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  return flag !== undefined && flag !== '' ? flag : readConfig(configFile(environment)).project;
}

/** A URL without what only its owner may know. */
export function withoutPassword(url: string): string {
  return url.replace(/^([^:/?#]+:\/\/).*@/, '$1').replace(/[?#].*$/, '');
}

function namedStore(name: string, config: Config, folder: string): StoreChoice {
  const section = config.stores[name];
  if (section !== undefined) return sectionStore(name, section);
  if (isUrl(name)) {
    throw wrongWords(
      `the store \`${withoutPassword(name)}\` is a URL, and this version knows no xt servers yet`,
      'a folder works, or `XT_POSTGRES_URL` and `XT_CLICKHOUSE_URL`',
    );
  }
  const path = resolve(folder, expandHome(name));
  if (!/[/\\.~]/.test(name) && !existsSync(path)) {
    throw wrongWords(
      `no store is called \`${name}\`, in the config file or here`,
      `for a new folder of that name: \`./${name}\``,
    );
  }
  return { kind: 'folder', folder: path, why: 'named' };
}

function sectionStore(name: string, { folder, postgres, clickhouse, objects }: StoreSection): StoreChoice {
  if (folder !== undefined) return { kind: 'folder', folder: resolve(homedir(), expandHome(folder)), why: 'named' };
  if (postgres === undefined || clickhouse === undefined) throw wrongWords(`the store \`${name}\` is incomplete`);
  return { kind: 'servers', name, postgres, clickhouse, ...(objects === undefined ? {} : { objects }) };
}

function environmentServers(environment: NodeJS.ProcessEnv): StoreChoice | undefined {
  const postgres = environment['XT_POSTGRES_URL'] || undefined;
  const clickhouse = environment['XT_CLICKHOUSE_URL'] || undefined;
  const objects = environment['XT_OBJECTS_URL'] || undefined;
  if (postgres === undefined && clickhouse === undefined) return undefined;
  if (postgres === undefined || clickhouse === undefined) {
    const [set, unset] = postgres === undefined ? ['CLICKHOUSE', 'POSTGRES'] : ['POSTGRES', 'CLICKHOUSE'];
    throw wrongWords(`\`XT_${set}_URL\` is set, but \`XT_${unset}_URL\` is not`, 'a store of servers needs both');
  }
  return { kind: 'servers', name: 'environment', postgres, clickhouse, ...(objects === undefined ? {} : { objects }) };
}

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}

/** True where the folder is there already. */
export function storeExists(choice: StoreChoice): boolean {
  return choice.kind === 'servers' || existsSync(choice.folder);
}
