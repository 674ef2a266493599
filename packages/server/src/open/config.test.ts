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

  test('keys and a theme of the terminal UI: one key or several', () => {
    const text = '[tui.keys]\nsort-down = "s"\nhelp = ["?", "g h"]\n[tui.theme]\ntheme = "light"';
    expect(parseConfig(text, 'config.toml').tui).toEqual({
      keys: { 'sort-down': ['s'], help: ['?', 'g h'] },
      theme: { theme: 'light' },
    });
  });

  test.each([
    ['[tui]\ncolors = 3', 'no setting `colors` in [tui]'],
    ['[tui.keys]\n\nhelp = 3', 'line 3: `help` in [tui.keys]: it is neither a text nor a list of texts'],
    ['[tui.keys]\nhelp = "h"\n[tui.theme]\nhelp = 3', 'line 4: `help` in [tui.theme]: it is no text'],
  ])('%j is refused with the line', (text, message) => {
    expect(() => parseConfig(text, 'config.toml')).toThrow(message);
  });

  test('what is no TOML is refused with its line, and no line is quoted: it may hold a password', () => {
    const broken = '[stores.lab]\npostgres = "postgres://ann:secret@db/xt\n';
    expect(() => parseConfig(broken, 'config.toml')).toThrow(/^`config.toml`, line 2: /);
    expect(() => parseConfig(broken, 'config.toml')).not.toThrow(/secret/);
  });
});
