import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFolder } from '@xt/engine/stores';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');
const query = 'runs where train/loss < 5 select name, train/loss sort by train/loss limit 3';

let place: Place;
beforeAll(() => {
  place = makePlace();
});
afterAll(() => place.remove());

describe('a store that a command has filled', () => {
  beforeAll(() => {
    const { status, out, err } = place.run(['import', digits]);
    expect(err).toBe('');
    expect(out).toMatch(
      /^tensorboard .*digits: 27 runs \(27 new\), [\d,]+ new points, 29 artifacts, in project `digits`\n$/,
    );
    expect(status).toBe(0);
  });

  test('answers in tab-separated values when piped, and the query alone is enough', () => {
    const { status, out, err } = place.run(['query', query]);
    expect(err).toMatch(/^note: 13 of 27 runs have no `train\/loss`\n/);
    expect(out.split('\n')[0]).toMatch(/\bname\ttrain\/loss$/);
    expect(out.trimEnd().split('\n')).toHaveLength(4);
    expect(status).toBe(0);
    expect(place.run([query]).out).toBe(out);
    expect(place.run(['query', '-'], { input: query }).out).toBe(out);
    expect(place.run(['query', query, '--in-process']).status).toBe(3);
  });

  test.each(['table', 'csv', 'tsv', 'json', 'jsonl', 'markdown', 'arrow', 'feather', 'parquet'])(
    'prints %s',
    (format) => {
      const { status, out, err } = place.run(['query', query, '-f', format, '--quiet']);
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(out.length).toBeGreaterThan(50);
      if (format === 'json') expect(JSON.parse(out)).toHaveLength(3);
    },
  );

  test('writes a file whole or not at all, in the format of its extension', () => {
    const file = join(place.folder, 'best.json');
    expect(place.run(['query', query, '-o', file, '--quiet'])).toEqual({ status: 0, out: '', err: '' });
    const before = readFileSync(file, 'utf8');
    expect(JSON.parse(before)).toHaveLength(3);
    expect(place.run(['query', 'runs where nosuch > 1', '-o', file]).status).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(before);
    symlinkSync(file, join(place.folder, 'link.csv'));
    expect(place.run(['query', query, '-o', 'link.csv']).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/,train\/loss\r?\n/);
    expect(readdirSync(place.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(place.run(['query', query, '-o', 'best.xyz'])).toMatchObject({ status: 2, out: '' });
    expect(place.run(['query', query, '-o', 'no/such/best.csv'])).toMatchObject({ status: 2, out: '' });
    expect(place.run(['query', query, '-f', 'csv', '-o', '/dev/null'])).toMatchObject({ status: 0 });
  });

  test('says what is wrong with a query, with its place, and stdout stays empty', () => {
    const { status, out, err } = place.run(['query', 'runs where val.acc >']);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/error/);
    expect(err).not.toContain('\u001b');
  });

  test('tells what a query read and how long it took', () => {
    const { status, out, err } = place.run(['query', query, '--stats', '-f', 'csv']);
    expect({ status, lines: out.trimEnd().split(/\r?\n/).length }).toEqual({ status: 0, lines: 4 });
    expect(err).toMatch(
      /^note: 3 rows, 3 shown; [1-9][\d,]* rows and [1-9][\d,]* bytes read in ClickHouse; compile [\d.]+ ms, /m,
    );
  });

  test('an empty result is no error, and a note says that it is empty', () => {
    const { status, out, err } = place.run(['query', 'runs where train/loss > 1e6 select name']);
    expect({ status, lines: out.trimEnd().split('\n').length }).toEqual({ status: 0, lines: 1 });
    expect(err).toMatch(/^note/);
    expect(place.run(['query', 'runs where train/loss > 1e6 select name', '--quiet']).err).toBe('');
  });

  test('again on the same files brings in nothing; a path that holds nothing is wrong usage', () => {
    expect(place.run(['import', digits]).out).toMatch(/27 runs \(0 new\), 0 new points/);
    expect(place.run(['import', '/no/such/path'])).toMatchObject({ status: 2, out: '' });
    mkdirSync(join(place.folder, 'empty'), { recursive: true });
    expect(place.run(['import', 'empty'])).toMatchObject({ status: 2, out: '' });
  });

  test('a damaged file costs its damaged part, and the status says so', () => {
    const [name = ''] = readdirSync(join(digits, 'mlp_lr=0.1_w=32/seed_0')).filter((file) => file.startsWith('events'));
    const bytes = readFileSync(join(digits, 'mlp_lr=0.1_w=32/seed_0', name));
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 0xff, 5000);
    mkdirSync(join(place.folder, 'torn/a'), { recursive: true });
    writeFileSync(join(place.folder, 'torn/a', name), bytes);
    const { status, out, err } = place.run(['import', 'torn']);
    expect({ status, out }).toEqual({ status: 1, out: expect.stringMatching(/: 1 run \(1 new\), [1-9]/) });
    expect(err).toMatch(/^damaged: torn\/a\/events\S*, byte \d+: /);
  });

  test('a reader that goes away ends the command quietly', async () => {
    const { child, finished } = place.start(['query', 'curves train.loss of runs', '-f', 'jsonl']);
    child.stdout?.destroy();
    const { status, err } = await finished;
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  test('kill -9 of the background process costs nothing: the next query starts another', async () => {
    const owner = place.owner();
    expect(owner).toBeDefined();
    process.kill(owner ?? 0, 'SIGKILL');
    // A command that was killed while it started a process leaves its turn.
    const turn = `${readFileSync(join(place.store, 'socket'), 'utf8').trim()}.start`;
    writeFileSync(turn, '4194305');
    const { status, out } = place.run(['query', query]);
    expect({ status, lines: out.trimEnd().split('\n').length }).toEqual({ status: 0, lines: 4 });
    expect(place.owner()).not.toBe(owner);
    expect(existsSync(turn)).toBe(false);
  });

  test('`--in-process` opens the store when no other process has it, and says who has it otherwise', () => {
    const shared = place.run(['query', query]).out;
    const busy = place.run(['query', query, '--in-process']);
    expect(busy).toMatchObject({ status: 3, out: '' });
    expect(busy.err).toMatch(new RegExp(`^error: The store .* process ${place.owner()} `));
    expect(place.run(['stop', '--quiet']).status).toBe(0);
    expect(existsSync(join(place.store, 'lock'))).toBe(false);
    expect(place.run(['query', query, '--in-process'])).toMatchObject({ status: 0, out: shared });
    expect(existsSync(join(place.store, 'lock'))).toBe(false);
  });

  test('status, project and explain speak of the same store', () => {
    expect(place.run(['status']).out).toMatch(/runs +28/);
    const checked = place.run(['status', '--check']);
    expect(checked).toMatchObject({ status: 0, err: '', out: expect.stringMatching(/^runs +\d+ looked at, sound$/m) });
    expect(place.run(['project', 'list']).out).toMatch(/digits/);
    expect(place.run(['explain', query])).toMatchObject({ status: 0 });
    const analyzed = place.run(['explain', '--analyze', query]);
    expect(analyzed).toMatchObject({ status: 0, err: '' });
    expect(analyzed.out).toMatch(/^ {3}\d+ runs in [\d.]+ ms: (postgres|clickhouse) [\d.]+ ms/m);
    expect(analyzed.out).toMatch(
      /^clickhouse: \d+ statements? in [\d.]+ ms; [1-9][\d,]* rows and [1-9][\d,]* bytes read$/m,
    );
  });
});

describe('a fresh folder', () => {
  test('is opened by twelve commands at the same moment', async () => {
    const fresh = makePlace();
    try {
      const running = Array.from({ length: 12 }, () => fresh.start(['query', 'runs', '--quiet']));
      const finished = await Promise.all(running.map(({ finished: end }) => end));
      expect(finished.map(({ status, err }) => ({ status, err }))).toEqual(
        Array.from({ length: 12 }, () => ({ status: 0, err: '' })),
      );
    } finally {
      fresh.remove();
    }
  });
});

describe('a folder that cannot be opened', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'because a process keeps it for itself: %s ends the waiting with %i and leaves no trace',
    async (signal, code) => {
      const kept = makePlace();
      mkdirSync(kept.store);
      const lock = await lockFolder(kept.store);
      try {
        const { child, finished } = kept.start(['query', 'runs', '-o', 'runs.csv']);
        await new Promise((waits) => child.stderr?.once('data', waits));
        child.kill(signal);
        const { status, out, err } = await finished;
        expect({ status, out }).toEqual({ status: code, out: '' });
        expect(err).toBe(
          `note: The store \`${kept.store}\` is in use by process ${process.pid} on this host. Waiting for it.\n`,
        );
        expect(readdirSync(kept.folder).filter((name) => name.includes('runs.csv'))).toEqual([]);
        expect(readdirSync(join(kept.folder, 'run/xt'))).toEqual([]);
      } finally {
        await lock.release();
        kept.remove();
      }
    },
  );

  test('because another host has it', async () => {
    const other = makePlace();
    const file = join(other.store, 'lock');
    try {
      mkdirSync(other.store);
      await lockFolder(other.store);
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), host: 'node17' }));
      const before = readFileSync(file, 'utf8');
      for (const more of [[], ['--in-process']]) {
        const { status, out, err } = other.run(['query', 'runs', ...more]);
        expect({ status, out }).toEqual({ status: 3, out: '' });
        expect(err).toMatch(/^error: The store .* is in use on host `node17`/);
      }
      expect(readFileSync(file, 'utf8')).toBe(before);
    } finally {
      rmSync(file, { force: true });
      other.remove();
    }
  });

  test('because its place makes no sense', () => {
    const file = join(place.folder, 'file');
    writeFileSync(file, '');
    for (const store of [file, join(file, 'store'), join(place.folder, 'no/such/store'), '/proc', '/proc/xt']) {
      const { status, out, err } = place.run(['query', 'runs', '--store', store]);
      expect({ status, out }).toEqual({ status: 3, out: '' });
      expect(err).toContain(store);
      expect(err).not.toMatch(/`\/proc` does not exist|E[A-Z]{4,}/);
    }
  });

  test('because it is a folder of other things, and nothing is put into it', () => {
    const folder = join(place.folder, 'photos');
    mkdirSync(folder);
    writeFileSync(join(folder, 'cat.jpg'), '');
    writeFileSync(join(folder, 'lock'), 'of the camera');
    for (const more of [[], ['--in-process']]) {
      const { status, err } = place.run(['query', 'runs', '--store', folder, ...more]);
      expect(status).toBe(3);
      expect(err).toContain('is no store');
    }
    expect(readdirSync(folder)).toEqual(['cat.jpg', 'lock']);
  });

  test('because nothing may be written there', ({ skip }) => {
    const other = makePlace();
    // Root may write everywhere: then it is somebody else who asks.
    const user = process.getuid?.() === 0 ? 65534 : undefined;
    mkdirSync(other.store, { mode: 0o500 });
    try {
      if (user !== undefined) {
        for (const path of [other.folder, join(other.folder, 'run'), other.store]) chownSync(path, user, user);
        if (other.run(['--version'], { user }).status !== 0) skip('another user than root cannot reach the program');
      }
      for (const more of [[], ['--in-process']]) {
        const { status, out, err } = other.run(['query', 'runs', ...more], { user });
        expect({ status, out }).toEqual({ status: 3, out: '' });
        expect(err).toBe(
          [
            `error: the store \`${other.store}\` cannot be opened: this user may not write there`,
            'hint: both databases write to their folder even to answer a query: it must be writable, or a copy of it elsewhere serves (`--store`)',
            '',
          ].join('\n'),
        );
      }
      expect(readdirSync(other.store)).toEqual([]);
    } finally {
      other.remove();
    }
  });

  test('because servers do not answer: no password is printed', () => {
    const environment = {
      XT_STORE: '',
      XT_POSTGRES_URL: 'postgres://ann:s3cret@127.0.0.1:1/xt',
      XT_CLICKHOUSE_URL: 'http://ann:s3cret@127.0.0.1:1',
    };
    for (const more of [[], ['--verbose']]) {
      const { status, out, err } = place.run(['query', 'runs', ...more], { environment });
      expect({ status, out }).toEqual({ status: 3, out: '' });
      expect(err).toContain('127.0.0.1:1');
      expect(err).not.toContain('s3cret');
    }
  });
});

test('demo fills a store, asks three questions and says what to try next', () => {
  const store = join(place.folder, 'demo');
  const { status, out } = place.run(['demo', '--store', store], { environment: { COLUMNS: '100' } });
  expect(status).toBe(0);
  expect(out.match(/^\$ xt "runs .*"\n\S/gm)).toHaveLength(3);
  expect(out).toContain(`export XT_STORE=${store}\n`);
  expect(place.run(['stop', '--store', store]).status).toBe(0);
});

describe('the command line', () => {
  test('prints its version and its help to stdout', () => {
    expect(place.run(['--version']).out).toMatch(/^xt \d+\.\d+\.\d+\n$/);
    for (const args of [['--help'], ['query', '--help'], ['help', 'import'], ['demo', '-h']]) {
      expect(place.run(args)).toMatchObject({ status: 0, err: '' });
    }
    expect(place.run([]).out).toContain('xt demo');
  });

  test.each([
    [['frob'], 'no command `frob`'],
    [['serve'], '`xt serve` is not there yet'],
    [['query'], 'needs a query'],
    [['query', 'runs', 'limit'], 'Unexpected argument'],
    [['query', 'runs', '--frob'], '--frob'],
    [['query', 'runs', '--chart', 'pie'], 'pie'],
    [['query', 'runs', '-f', 'xml'], '--format'],
    [['query', 'runs', '--limit', 'x'], 'Parsing --limit: Expected a whole number'],
    [['query', '--file', '/no/such/file'], '/no/such/file'],
    [['query', 'runs', '--project', ''], '`--project` is empty'],
    [['--store=', 'runs'], '`--store` is empty'],
    [['query', 'runs', '-o', ''], '`--output` is empty'],
    [['query', 'runs', '--store', 'https://ann:s3cret@host'], 'no xt servers yet'],
  ])('%j is wrong usage', (args, message) => {
    const { status, out, err } = place.run(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain('s3cret');
  });

  test('fmt prints the canonical text', () => {
    expect(place.run(['fmt', 'RUNS  WHERE (val.acc>0.9)'])).toEqual({
      status: 0,
      out: 'runs where val.acc > 0.9\n',
      err: '',
    });
    expect(place.run(['fmt', 'runs where'])).toMatchObject({ status: 1, out: '' });
    expect(place.run(['fmt', '-'], { input: 'runs\n| limit 3\n' })).toMatchObject({ status: 0, out: 'runs limit 3\n' });
    expect(place.run(['fmt', '--check', '-'], { input: 'runs limit 3\n' })).toEqual({ status: 0, out: '', err: '' });
    expect(place.run(['fmt', '--check', 'runs  limit 3'])).toMatchObject({ status: 1, out: '' });
  });

  test('the socket and the store are for this user alone', () => {
    place.run(['query', 'runs']);
    const run = join(place.environment['XDG_RUNTIME_DIR'] ?? '', 'xt');
    const sockets = readdirSync(run).filter((name) => name.endsWith('.sock'));
    expect(sockets.map((name) => statSync(join(run, name)).mode & 0o777)).toEqual([0o600]);
    expect(statSync(run).mode & 0o777).toBe(0o700);
    expect(statSync(place.store).mode & 0o777).toBe(0o700);
  });
});
