import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { openParser, type Parser } from '../src/index.ts';
import type { ParseJob } from '../src/tensorboard/parsed.ts';
import { eventFile } from './event-files.ts';
import { temporaryFolders } from './temporary.ts';

const newFolder = temporaryFolders();

test('a thread that fills the same columns again and again gives what one in place gives, job after job', async () => {
  const folder = newFolder();
  const program = join(folder, 'parse-worker.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../src/tensorboard/parse-worker.ts', import.meta.url))],
    outfile: program,
    format: 'cjs',
    bundle: true,
    platform: 'node',
    logLevel: 'silent',
  });
  const jobs = [jobOf(folder, 'a', 20), jobOf(folder, 'b', 700), jobOf(folder, 'c', 5000)];
  const [here, there] = [openParser(), openParser(pathToFileURL(program))];
  try {
    const wanted = await Promise.all(jobs.map((job) => pointsOf(here, job)));
    expect(wanted.map((series) => series.size)).toEqual([4, 4, 4]);
    for (const [i, job] of jobs.entries()) expect(await pointsOf(there, job)).toEqual(wanted[i]);
    // Jobs at the same time share nothing.
    expect(await Promise.all(jobs.map((job) => pointsOf(there, job)))).toEqual(wanted);
  } finally {
    await there.close();
    await here.close();
  }
});

function jobOf(folder: string, name: string, batchPoints: number): ParseJob {
  const runs = [1, 2].map((run) => {
    const events = Array.from({ length: 3000 }, (_, i) => {
      return { tag: i % 3 === 0 ? 'loss' : 'acc', step: i, value: run * i, time: 1e9 + i };
    });
    const path = join(folder, `${name}${run}`);
    writeFileSync(path, eventFile(1e9, events));
    return { plugins: [], files: [{ path, offset: 0, values: 0, orderBase: 0 }] };
  });
  return { runs, batchPoints };
}

/** The points of each series, copied as soon as they come: their columns are used again. */
async function pointsOf(parser: Parser, job: ParseJob): Promise<Map<string, number[][]>> {
  const found = new Map<string, number[][]>();
  for await (const batches of parser.parse(job)) {
    for (const { series, steps, times, values, order } of batches) {
      for (const { run, metric, from, to } of series) {
        const points = found.get(`${run} ${metric}`) ?? [];
        found.set(`${run} ${metric}`, points);
        for (let i = from; i < to; i++)
          points.push([steps, times, values, order].map((column) => column[i] ?? Number.NaN));
      }
    }
  }
  return found;
}
