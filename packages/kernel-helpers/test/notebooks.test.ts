import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place } from '../../cli/test/xt.ts';
import { type Kernel, loadZeromq, type Output, type Ran, startKernel } from './kernel.ts';
import { readNotebook, writeOutputs } from './notebook.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');
const folder = join(root, 'docs/notebooks');
const { zeromq, why } = await loadZeromq();
/** Writes what the cells show into the notebooks, for people to look at before it is committed. */
const isWriting = process.env['UPDATE_NOTEBOOKS'] === '1';

const picture = 'image/png';
const chart = 'application/vnd.vegalite.v5+json';

describe.skipIf(zeromq === undefined)(
  zeromq === undefined
    ? `notebooks in tslab's kernel (zeromq does not load here: ${why})`
    : "notebooks in tslab's kernel",
  () => {
    let place: Place;
    beforeAll(() => {
      place = makePlace();
      const data = ['digits', 'mlruns'].map((name) => join(root, 'packages/cli/demo-data', name));
      expect(place.run(['import', ...data, '--quiet'])).toMatchObject({ status: 0 });
    });
    afterAll(() => place.remove());

    for (const name of readdirSync(folder).filter((file) => file.endsWith('.ipynb'))) {
      test(`${name} runs from the top and shows what it says`, async () => {
        const file = join(folder, name);
        const { cells } = readNotebook(file);
        const code = cells.filter(({ isCode }) => isCode);
        const kernel = await cleanKernel(place);
        const ran = [];
        try {
          for (const cell of code) {
            const { ok, outputs } = await kernel.run(cell.code);
            expect({ ok, errors: errorsOf(outputs) }, cell.code).toEqual({ ok: true, errors: '' });
            ran.push(outputs);
          }
        } finally {
          await kernel.stop();
        }
        if (isWriting) writeOutputs(file, ran);
        const kept = readNotebook(file).cells.filter(({ isCode }) => isCode);
        for (const [at, cell] of kept.entries()) {
          const outputs = ran[at] ?? [];
          expect(outputs.map(formsOf), cell.code).toEqual(cell.outputs.map(formsOf));
          if (!cell.isLive) expect(outputs.map(comparable), cell.code).toEqual(cell.outputs.map(comparable));
        }
        expect(kept.flatMap(({ outputs }) => outputs.flatMap(formsOf))).toContain(picture);
        for (const output of [...ran.flat(), ...kept.flatMap(({ outputs }) => outputs)]) expectSound(output);
      });
    }

    test('errors show the place in the query and no stack; a cell that is interrupted lets go of what it watches', async () => {
      makeRunningRun(place);
      const kernel = await cleanKernel(place);
      try {
        expect((await kernel.run("import { runs, show, watch } from '@xt/kernel-helpers'")).ok).toBe(true);
        const wrong = await kernel.run('await show(runs`where val/ac > 0.9`)');
        expect(wrong.ok).toBe(false);
        const said = errorsOf(wrong.outputs);
        expect(said).toContain('  1 | runs where val/ac > 0.9\n    |            ~~~~~~\n');
        expect(said).not.toMatch(/^\s+at /m);
        expect(errorsOf((await again(kernel, 'const wrong: number = (await runs``).names')).outputs)).toContain(
          "Type 'readonly string[]' is not assignable to type 'number'",
        );
        expect((await again(kernel, 'console.log(1)')).ok).toBe(true);

        const interrupted = await kernel.run("await watch`runs where state = 'running'`", () => kernel.interrupt());
        expect(interrupted.ok).toBe(false);
        expect(errorsOf(interrupted.outputs)).toContain('Interrupted');
        // The kernel's own listener stays.
        const free = 'while (process.listenerCount("SIGINT") > 1) await new Promise((done) => setTimeout(done, 50))';
        expect((await again(kernel, free)).ok).toBe(true);
      } finally {
        await kernel.stop();
      }
    });
  },
);

/** A kernel in an empty folder, where nothing can be imported but this package and the types of Node. */
async function cleanKernel({ folder, environment }: Place): Promise<Kernel> {
  const cwd = mkdtempSync(join(folder, 'notebook-'));
  const link = (name: string, target: string) => {
    const path = join(cwd, 'node_modules', name);
    mkdirSync(resolve(path, '..'), { recursive: true });
    symlinkSync(join(root, target), path);
  };
  link('@xt/kernel-helpers', 'packages/kernel-helpers');
  link('@types/node', 'node_modules/@types/node');
  mkdirSync(join(cwd, 'bin'));
  symlinkSync(join(root, 'bin/xt'), join(cwd, 'bin/xt'));
  if (zeromq === undefined) throw new Error('no zeromq');
  const env = { ...environment, PATH: `${join(cwd, 'bin')}:${environment['PATH']}` };
  const kernel = await startKernel(zeromq, cwd, env);
  return {
    ...kernel,
    stop: async () => {
      await kernel.stop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

/** Runs a cell behind one that failed: for a moment the kernel refuses all. */
async function again(kernel: Kernel, code: string): Promise<Ran> {
  await new Promise((done) => setTimeout(done, 500));
  return kernel.run(code);
}

/** A run in the format of MLflow that never ends. */
function makeRunningRun(place: Place): void {
  const experiment = join(place.folder, 'mlruns/1');
  const id = 'c'.repeat(32);
  mkdirSync(join(experiment, id, 'metrics'), { recursive: true });
  writeFileSync(
    join(experiment, 'meta.yaml'),
    `experiment_id: '1'\nname: endless\nartifact_location: ${experiment}\nlifecycle_stage: active\n`,
  );
  writeFileSync(
    join(experiment, id, 'meta.yaml'),
    `run_id: ${id}\nrun_name: endless\nexperiment_id: '1'\nlifecycle_stage: active\nstart_time: 1795298093177\nstatus: 1\nend_time: null\n`,
  );
  expect(place.run(['import', join(place.folder, 'mlruns'), '--quiet'])).toMatchObject({ status: 0 });
}

function errorsOf(outputs: readonly Output[]): string {
  return outputs
    .map((output) => (output.output_type === 'stream' && output.name === 'stderr' ? output.text : ''))
    .join('');
}

function formsOf(output: Output): readonly string[] {
  return output.output_type === 'stream' ? [output.name] : Object.keys(output.data).sort();
}

/** Of a picture its bytes are another library's affair. */
function comparable(output: Output): unknown {
  if (output.output_type === 'stream') return output.text;
  const { [picture]: _, ...data } = output.data;
  return data;
}

function expectSound(output: Output): void {
  if (output.output_type === 'stream') return;
  const { data } = output;
  expect(typeof data['text/plain']).toBe('string');
  if (data[picture] === undefined) return;
  const bytes = Buffer.from(String(data[picture]), 'base64');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  // Width and height of the picture.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(400);
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(200);
  expect(bytes.length).toBeGreaterThan(4_000);
  const { $schema, data: rows } = data[chart] as {
    readonly $schema: string;
    readonly data: { readonly values: readonly unknown[] };
  };
  expect($schema).toBe('https://vega.github.io/schema/vega-lite/v5.json');
  expect(rows.values.length).toBeGreaterThan(0);
}
