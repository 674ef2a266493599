import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseProject, chooseStore, withoutPassword } from './store-choice.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xt-config-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const servers = { XT_POSTGRES_URL: 'postgres://db/xt', XT_CLICKHOUSE_URL: 'http://ch' };

test('the default is the embedded store below the XDG data directory', () => {
  expect(chooseStore(undefined, environment({ XDG_DATA_HOME: '/data' }), '/')).toEqual({
    kind: 'folder',
    folder: '/data/xt/store',
    why: 'default',
  });
  expect(chooseStore('', environment({}), '/')).toMatchObject({
    folder: join(homedir(), '.local/share/xt/store'),
  });
});

test('a name is a store of the config file, else a folder', () => {
  config('store = "lab"\nproject = "vision"\n[stores.lab]\npostgres = "postgres://db/xt"\nclickhouse = "http://ch"\n');
  const lab = { kind: 'servers', name: 'lab', postgres: 'postgres://db/xt', clickhouse: 'http://ch' };
  expect(chooseStore(undefined, environment({}), '/')).toEqual(lab);
  expect(chooseStore('lab', environment({}), '/')).toEqual(lab);
  expect(chooseStore('./lab', environment({}), '/here')).toMatchObject({ kind: 'folder', folder: '/here/lab' });
  expect(chooseStore('~/lab', environment({}), '/here')).toMatchObject({ folder: join(homedir(), 'lab') });
  expect(chooseProject(undefined, environment({}))).toBe('vision');
  expect(chooseProject('nlp', environment({}))).toBe('nlp');
});

test('a word that is neither a name of the config file nor a folder is a mistake, not a new folder', () => {
  expect(() => chooseStore('labb', environment({}), home)).toThrow('no store is called `labb`');
  mkdirSync(join(home, 'labb'));
  expect(chooseStore('labb', environment({}), home)).toMatchObject({ folder: join(home, 'labb') });
});

test('a flag wins over the servers of the environment, and these over the config file', () => {
  config('store = "here"\n[stores.here]\nfolder = "/runs"\n');
  expect(chooseStore(undefined, environment(servers), '/')).toMatchObject({ kind: 'servers', name: 'environment' });
  expect(chooseStore('here', environment(servers), '/')).toMatchObject({ kind: 'folder', folder: '/runs' });
  expect(() => chooseStore(undefined, environment({ XT_POSTGRES_URL: 'x' }), '/')).toThrow(
    '`XT_CLICKHOUSE_URL` is not',
  );
});

test('an address is shown without its password', () => {
  expect(withoutPassword('postgres://ann:s3cret@db:5432/xt?password=s3cret')).toBe('postgres://db:5432/xt');
  expect(withoutPassword('https://token@host/')).toBe('https://host/');
  expect(withoutPassword('s3://key:a/b@c@host/bucket')).toBe('s3://host/bucket');
  expect(() => chooseStore('https://ann:s3cret@host', environment({}), '/')).toThrow('`https://host`');
});

function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  return { XDG_CONFIG_HOME: home, ...own };
}

function config(text: string): void {
  mkdirSync(join(home, 'xt'));
  writeFileSync(join(home, 'xt', 'config.toml'), text);
}
