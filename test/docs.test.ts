import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@xt/grammar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPty } from '../packages/cli/test/pty-screen.ts';
import { parseConfig } from '../packages/server/src/open/config.ts';
import { readTuiSettings } from '../packages/tui/src/settings.ts';

/**
 * Every code block of the README and the docs is run here, by its language:
 * - `console`: each line that begins with `$ ` is run by bash over the demo's store, as on a terminal of 100 columns
 *   (so a query prints a table); what follows must be what it prints. A line `…` stands for any lines.
 * - `xt`: each line is a query that must parse.
 * - `toml`: a config file that xt takes.
 * - `screen`: after `$ xt tui …` and the keys behind its `#`, what a terminal shows that is as wide and high as the block;
 *   how long the queries took is left out.
 * - `sh`: commands of a clone; `.ci/run` runs the README's, elsewhere each must be a script of package.json.
 * Written anew from what is printed with UPDATE_DOCS=1.
 */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => join('docs', f)),
];
const folder = mkdtempSync(join(tmpdir(), 'xt-docs-'));
const store = join(folder, 'demo');
const runtime = join(folder, 'run');
const environment: Record<string, string> = {
  PATH: `${join(root, 'bin')}:${process.env['PATH']}`,
  HOME: folder,
  XDG_RUNTIME_DIR: runtime,
  XT_STORE: store,
  TZ: 'UTC',
  COLUMNS: '100',
  LANG: 'C.UTF-8',
  XT_IDLE_SECONDS: '30',
};

interface Block {
  readonly language: string;
  readonly line: number;
  readonly lines: readonly string[];
}

beforeAll(() => {
  mkdirSync(runtime, { mode: 0o700 });
  execFileSync('xt', ['demo', '--store', store], { env: environment, stdio: 'pipe' });
});

afterAll(() => {
  for (const one of [store, join(folder, 'mine')])
    if (existsSync(one)) execFileSync('xt', ['stop', '--store', one], { env: environment, stdio: 'pipe' });
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

/** Blocks that a test of their own package runs. */
const runElsewhere: Readonly<Record<string, readonly string[]>> = {
  'README.md': ['ts'],
  'docs/notebooks.md': ['ts'],
  'docs/python.md': ['python'],
  'docs/tui.md': ['text'],
};

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = blocksOf(text);

  test('has only blocks that a test runs', () => {
    expect(
      blocks
        .filter((b) => !['console', 'screen', 'xt', 'sh', 'toml', ...(runElsewhere[page] ?? [])].includes(b.language))
        .map((b) => `${page}:${b.line} ${b.language}`),
    ).toEqual([]);
  });

  test('its commands are scripts of the project', () => {
    const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as Record<string, string>;
    const known = new Set(['npm ci', 'npm test', ...Object.keys(scripts).map((s) => `npm run ${s}`)]);
    const commands = blocks
      .filter((b) => b.language === 'sh')
      .flatMap((b) => b.lines.flatMap((l) => l.replace(/\s+#.*$/, '').split('&&')));
    expect(commands.map((c) => c.trim().replace(/ -- .*$/, '')).filter((c) => c !== '' && !known.has(c))).toEqual([]);
  });

  test('its config files are taken', () => {
    for (const { lines } of blocks.filter((b) => b.language === 'toml')) {
      const { tui } = parseConfig(lines.join('\n'), 'config.toml');
      expect(readTuiSettings(tui?.keys ?? {}, tui?.theme ?? {})).not.toHaveProperty('problem');
    }
  });

  test('its queries parse', () => {
    const wrong = blocks
      .filter((b) => b.language === 'xt')
      .flatMap((b) =>
        b.lines
          .filter((l) => l.trim() !== '')
          .map((l) => ({ l, errors: parse(l).diagnostics.filter((d) => d.severity === 'error') })),
      )
      .filter(({ errors }) => errors.length > 0);
    expect(wrong).toEqual([]);
  });

  test('its sessions print what they show', () => {
    const sessions = blocks.filter((b) => b.language === 'console').map((block) => ({ block, printed: run(block) }));
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(root, page), updated(text, sessions));
    else
      for (const { block, printed } of sessions)
        expect(settled(block.lines, printed), `${page}:${block.line}`).toEqual(block.lines);
  });

  test('its screens show what they show', async () => {
    const screens = blocks.filter((b) => b.language === 'screen');
    const shown = [];
    for (const block of screens) shown.push({ block, printed: await screenOf(block) });
    if (process.env['UPDATE_DOCS'] === '1')
      writeFileSync(join(root, page), updated(readFileSync(join(root, page), 'utf8'), shown));
    else for (const { block, printed } of shown) expect(printed, `${page}:${block.line}`).toEqual(block.lines);
  });
});

const patienceMs = 60_000;
const restMs = 1000;

/** What a terminal shows after the command and the keys of a block: what the block shows as soon as it does, else what is left. */
async function screenOf({ lines: [first = '', ...wanted] }: Block): Promise<string[]> {
  const [, query = '', rest = '', keys = ''] = /^\$ xt tui "([^"]*)"([^#]*?)\s*(?:# (.*))?$/.exec(first) ?? [];
  const args = ['tui', query, ...rest.split(' ').filter((word) => word !== '')];
  const columns = Math.max(...wanted.map((line) => line.length));
  const screen = openPty({
    file: join(root, 'bin/xt'),
    args,
    environment: { ...environment, TERM: 'xterm-256color' },
    folder,
    columns,
    rows: wanted.length,
  });
  const seen = async () =>
    (await screen.lines()).map((line) => line.replace(/ · \d+ ms/, (time) => ' '.repeat(time.length)).trimEnd());
  try {
    await screen.see(/\d rows/);
    screen.send(
      keys
        .split(' ')
        .map((key) => (key === 'space' ? ' ' : key))
        .join(''),
    );
    const end = Date.now() + patienceMs;
    let last = '';
    let since = Date.now();
    while (true) {
      const now = await seen();
      if (now.join('\n') === wanted.join('\n')) return [first, ...now];
      if (now.join('\n') !== last) since = Date.now();
      last = now.join('\n');
      const rested = process.env['UPDATE_DOCS'] === '1' && Date.now() - since > restMs;
      if (rested || Date.now() > end) return [first, ...now];
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    screen.close();
  }
}

/** What a session prints, its commands included. */
function run(block: Block): string[] {
  return block.lines
    .filter((l) => l.startsWith('$ '))
    .flatMap((line) => {
      const command = line.slice(2);
      const plain = /^xt (query )?["']/.test(command) && !/ (-f|--format|-o|--chart|\|)|;/.test(command);
      const done = spawnSync('bash', ['-c', `{ ${command}${plain ? ' -f table' : ''}; } 2>&1`], {
        env: environment,
        encoding: 'utf8',
      });
      const out = done.stdout.replaceAll(folder, '/tmp/xt').trimEnd();
      return [line, ...(out === '' ? [] : out.split('\n').map((l) => l.trimEnd()))];
    });
}

/** The printed lines with those that a `…` of the page stands for folded into it. */
function settled(shown: readonly string[], printed: readonly string[]): string[] {
  const out: string[] = [];
  let i = 0;
  for (const [n, line] of shown.entries()) {
    if (line.trim() !== '…') {
      out.push(printed[i++] ?? '(nothing)');
      continue;
    }
    out.push(line);
    const next = shown[n + 1];
    while (i < printed.length && printed[i] !== next) i++;
  }
  return [...out, ...printed.slice(i)];
}

function updated(
  text: string,
  sessions: readonly { readonly block: Block; readonly printed: readonly string[] }[],
): string {
  const lines = text.split('\n');
  for (const { block, printed } of [...sessions].reverse()) {
    if (block.lines.some((l) => l.trim() === '…')) continue;
    lines.splice(block.line, block.lines.length, ...printed);
  }
  return lines.join('\n');
}

/** `line` is the number of the opening fence, from 1. */
function blocksOf(text: string): Block[] {
  const out: Block[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const fence = /^```(.*)$/.exec(lines[i] ?? '');
    if (fence === null) continue;
    const end = lines.indexOf('```', i + 1);
    out.push({ language: fence[1] ?? '', line: i + 1, lines: lines.slice(i + 1, end) });
    i = end;
  }
  return out;
}
