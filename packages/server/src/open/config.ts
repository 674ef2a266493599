import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { wrongWords } from './refuse.ts';
import { type TuiConfig, tuiConfig } from './tui-config.ts';

/** What `config.toml` says: a default store and project, stores by name, keys and theme of the terminal UI. */
export interface Config {
  readonly store?: string;
  readonly project?: string;
  readonly stores: Readonly<Record<string, StoreSection>>;
  readonly tui?: TuiConfig;
}

/** One `[stores.NAME]`: a folder, or the servers. */
export interface StoreSection {
  readonly folder?: string;
  readonly postgres?: string;
  readonly clickhouse?: string;
  readonly objects?: string;
}

/** Where the config file stands: below the user's XDG config directory. */
export function configFile(environment: NodeJS.ProcessEnv): string {
  return join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'xt', 'config.toml');
}

/** Reads the config file; a missing one says nothing, a wrong one is a usage problem that names the place. */
export function readConfig(file: string): Config {
  const text = readIfThere(file);
  return text === undefined ? { stores: {} } : parseConfig(text, file);
}

/** The config in this text; `file` is for messages. */
export function parseConfig(text: string, file: string): Config {
  const table = parseToml(text, file);
  const { store, project, stores, tui, ...others } = table;
  const other = Object.keys(others)[0];
  if (other !== undefined)
    throw wrongWords(
      `\`${file}\`: no setting \`${other}\``,
      'known: store, project, [stores.NAME], [tui.keys], [tui.theme]',
    );
  return {
    ...(store === undefined ? {} : { store: textOf(store, 'store', file) }),
    ...(project === undefined ? {} : { project: textOf(project, 'project', file) }),
    ...(tui === undefined ? {} : { tui: tuiConfig(tui, text, file) }),
    stores: Object.fromEntries(
      Object.entries(stores === undefined ? {} : section(stores, 'stores', file)).map(([name, value]) => [
        name,
        storeSection(section(value, `stores.${name}`, file), name, file),
      ]),
    ),
  };
}

const storeKeys = ['folder', 'postgres', 'clickhouse', 'objects'] as const;

function storeSection(table: Readonly<Record<string, unknown>>, name: string, file: string): StoreSection {
  const wrong = Object.keys(table).find((key) => !(storeKeys as readonly string[]).includes(key));
  if (wrong !== undefined) {
    throw wrongWords(`\`${file}\`: no setting \`${wrong}\` in [stores.${name}]`, `known: ${storeKeys.join(', ')}`);
  }
  const found = Object.fromEntries(Object.entries(table).map(([k, v]) => [k, textOf(v, `stores.${name}.${k}`, file)]));
  const folder = found['folder'] !== undefined;
  const servers = found['postgres'] !== undefined && found['clickhouse'] !== undefined;
  if (folder === servers || (folder && (found['postgres'] ?? found['clickhouse']) !== undefined)) {
    throw wrongWords(
      `\`${file}\`: [stores.${name}] is neither a folder nor servers`,
      'it needs `folder`, or `postgres` and `clickhouse` (and `objects`)',
    );
  }
  return found;
}

function parseToml(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The message quotes the lines around, which may hold a password: only its first line and the place are told.
    const what = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw wrongWords(`\`${file}\`, line ${error.line}: ${what}`);
  }
}

function section(value: unknown, name: string, file: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrongWords(`\`${file}\`: [${name}] is no section`);
}

function textOf(value: unknown, name: string, file: string): string {
  if (typeof value === 'string') return value;
  throw wrongWords(`\`${file}\`: \`${name}\` must be a text`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw wrongWords(`\`${file}\` cannot be read: ${(error as Error).message}`);
  }
}
