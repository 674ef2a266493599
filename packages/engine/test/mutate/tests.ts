import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Those tests besides the golden files and the reference that ask the stages most. */
const files = [
  'packages/engine/src/bind/',
  'packages/engine/src/plan/',
  'packages/engine/src/sql/',
  'packages/engine/test/operators.test.ts',
  'packages/engine/test/kin.test.ts',
  'packages/engine/test/groups/',
  'packages/engine/test/artifacts/',
  'packages/engine/test/curves/',
  'packages/engine/test/series/series.test.ts',
  'packages/engine/test/engine.test.ts',
];

/** The first test that fails with other code in one file; undefined where all pass. */
export async function failingTest(root: string, path: string, code: string): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'xt-mutant-'));
  try {
    writeFileSync(join(folder, 'code.js'), code);
    const environment = { ...process.env, XT_MUTATED_FILE: path, XT_MUTATED_CODE: join(folder, 'code.js') };
    const { status, output } = await vitest(root, environment);
    if (status === 0) return undefined;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
    const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '');
    return /FAIL +(.*)/.exec(plain)?.[1] ?? `vitest ends with ${status}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(root: string, env: NodeJS.ProcessEnv) {
  const config = join(root, 'packages/engine/test/mutate/vitest.config.ts');
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [program, 'run', '--bail=1', '--config', config, ...files], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise<{ readonly status: number | null; readonly output: string }>((resolve, reject) => {
    const timer = setTimeout(() => child.kill(), 600_000);
    child.once('error', reject);
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    });
  });
}
