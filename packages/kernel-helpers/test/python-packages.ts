import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A Python that has what the page about Python imports, or why there is none. */
export type Python =
  | { readonly program: string; readonly environment: Readonly<Record<string, string>> }
  | { readonly lacking: string };

const list = join(dirname(fileURLToPath(import.meta.url)), 'python-packages.txt');
const cache = resolve(dirname(list), '../../../node_modules/.cache');

/**
 * The Python that `XT_TEST_PYTHON` names, else `python3`; where that lacks packages, with those of `python-packages.txt`, which
 * pip puts into a folder below `node_modules` once.
 */
export function findPython(): Python {
  const named = process.env['XT_TEST_PYTHON'];
  const program = named ?? 'python3';
  if (hasAll(program, {})) return { program, environment: {} };
  if (named !== undefined) return { lacking: `\`${named}\` lacks packages of ${list}` };
  const folder = join(cache, `python-${createHash('sha256').update(readFileSync(list)).digest('hex').slice(0, 12)}`);
  const environment = { PYTHONPATH: folder };
  if (!existsSync(folder)) {
    const problem = install(program, folder);
    if (problem !== undefined) return { lacking: problem };
  }
  return hasAll(program, environment) ? { program, environment } : { lacking: `${folder} does not fit \`${program}\`` };
}

function hasAll(program: string, environment: Readonly<Record<string, string>>): boolean {
  const env = { ...process.env, ...environment };
  return spawnSync(program, ['-c', 'import altair, pandas, polars, pyarrow'], { env }).status === 0;
}

/** Installs beside the place and then moves, so that a folder that is there is whole; says what stood in the way. */
function install(program: string, folder: string): string | undefined {
  mkdirSync(cache, { recursive: true });
  const fresh = `${folder}.${process.pid}`;
  const flags = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--target', fresh];
  const { status, stderr, error } = spawnSync(program, ['-m', 'pip', 'install', ...flags, '-r', list], {
    encoding: 'utf8',
  });
  if (status === 0 && !existsSync(folder)) renameSync(fresh, folder);
  rmSync(fresh, { recursive: true, force: true });
  if (status === 0) return undefined;
  const said = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  return `no Python with altair, pandas, polars and pyarrow (XT_TEST_PYTHON names one), and pip: ${said}`;
}
