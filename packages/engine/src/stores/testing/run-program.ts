import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Program {
  readonly file: string;
  start(...given: readonly string[]): ChildProcess;
  remove(): Promise<void>;
}

/** A TypeScript file, named from this one, as a program of its own, for tests that need another process or thread. */
export async function buildProgram(name: string): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'xt-program-'));
  const outfile = join(folder, 'program.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'silent',
  });
  const installed = dirname(dirname(dirname(createRequire(import.meta.url).resolve('chdb/package.json'))));
  await symlink(join(installed, 'node_modules'), join(folder, 'node_modules'));
  return {
    file: outfile,
    start: (...given) => spawn(process.execPath, [outfile, ...given], { stdio: ['ignore', 'pipe', 'inherit'] }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
