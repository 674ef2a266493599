import { describe, expect, test } from 'vitest';
import { parseConfig, readConfig } from './config.ts';

const whole = `
store = "lab"
project = "vision"
[stores.lab]
postgres = "postgres://ann:secret@db/xt"
clickhouse = "http://ch:8123"
[stores.here]
folder = "~/runs"
`;

describe('config.toml', () => {
  test('names a store, a project and stores', () => {
    expect(parseConfig(whole, 'config.toml')).toEqual({
      store: 'lab',
      project: 'vision',
      stores: {
        lab: { postgres: 'postgres://ann:secret@db/xt', clickhouse: 'http://ch:8123' },
        here: { folder: '~/runs' },
      },
    });
    expect(readConfig('/no/such/config.toml')).toEqual({ stores: {} });
  });

  test.each([
    ['stor = "x"', 'no setting `stor`'],
    ['store = 3', '`store` must be a text'],
    ['[stores]\nlab = "x"', '[stores.lab] is no section'],
    ['[stores.lab]\nurl = "x"', 'no setting `url` in [stores.lab]'],
    ['[stores.lab]\npostgres = "x"', 'neither a folder nor servers'],
    ['[stores.lab]\nfolder = "x"\npostgres = "x"\nclickhouse = "x"', 'neither a folder nor servers'],
  ])('%j is refused with the place', (text, message) => {
    expect(() => parseConfig(text, 'config.toml')).toThrow(message);
  });

  test('what is no TOML is refused with its line, and no line is quoted: it may hold a password', () => {
    const broken = '[stores.lab]\npostgres = "postgres://ann:secret@db/xt\n';
    expect(() => parseConfig(broken, 'config.toml')).toThrow(/^`config.toml`, line 2: /);
    expect(() => parseConfig(broken, 'config.toml')).not.toThrow(/secret/);
  });
});
