import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The built program in a place of its own: nothing of the user's environment, a runtime directory, stores that vanish. */
export interface Place {
  readonly folder: string;
  readonly store: string;
  /** The built program, for Node. */
  readonly program: string;
  readonly environment: Record<string, string>;
  run(args: readonly string[], options?: RunOptions): Finished;
  start(args: readonly string[]): Running;
  /** The background process of the store, if one has it. */
  owner(): number | undefined;
  remove(): void;
}

export interface RunOptions {
  readonly input?: string;
  /** The number of another user who runs it; only root can. */
  readonly user?: number | undefined;
  readonly environment?: Record<string, string>;
}

export interface Finished {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** A place of a test file's own, in which these folders are imported before its tests; what it gives, it gives while they run. */
export function usePlace(...imports: readonly string[]): () => Place {
  let place: Place | undefined;
  beforeAll(() => {
    place = makePlace();
    for (const folder of imports) expect(place.run(['import', folder]).status).toBe(0);
  });
  afterAll(() => place?.remove());
  return () => {
    if (place === undefined) throw new Error('the place is there for tests alone');
    return place;
  };
}

/** Makes a place; `npm run build` must have run before. */
export function makePlace(): Place {
  const program = join(root, 'bin/xt');
  if (!existsSync(join(root, 'dist/xt.cjs'))) throw new Error('the tests of the built xt need `npm run build`');
  const folder = mkdtempSync(join(tmpdir(), 'xt-e2e-'));
  const store = join(folder, 'store');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XT_STORE: store,
    // A process that a failing test forgets leaves by itself.
    XT_IDLE_SECONDS: '30',
    TZ: 'UTC',
  };
  mkdirSync(environment.XDG_RUNTIME_DIR, { mode: 0o700 });
  const run: Place['run'] = (args, { input, user, environment: own } = {}) => {
    const env = { ...environment, ...own };
    const done = spawnSync(process.execPath, [program, ...args], {
      env,
      input: input ?? '',
      encoding: 'utf8',
      cwd: folder,
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    return { status: done.status, out: done.stdout, err: done.stderr };
  };
  return {
    folder,
    store,
    program,
    environment,
    run,
    start: (args) => start(program, args, environment, folder),
    owner: () => ownerOf(store),
    remove: () => {
      run(['stop', '--quiet']);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function start(program: string, args: readonly string[], env: Record<string, string>, cwd: string): Running {
  const child = spawn(process.execPath, [program, ...args], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return {
    child,
    finished: new Promise((done) => child.once('close', (status) => done({ status, out, err }))),
  };
}

function ownerOf(store: string): number | undefined {
  const file = join(store, 'lock');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid : undefined;
}
