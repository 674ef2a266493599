import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { eventFile, recordEnds, type Written } from './event-files.ts';
import { generator, pick } from './generator.ts';
import { hparamsEvents } from './hparams-events.ts';
import { contentsOf, memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';
import { now, pointsOf, watch } from './watched.ts';

const temporary = temporaryFolders();
const seeds = Array.from({ length: 25 }, (_, i) => i + 1);

test.each(seeds)('what is watched comes in as one import of the final files: seed %i', async (seed) => {
  const random = generator(seed);
  const root = join(temporary(), 'logs', 'sweep');
  mkdirSync(root, { recursive: true });
  const training = createTraining(root, random);
  if (random() < 0.7) for (let i = 0; i < 4; i++) training();

  const { writer, round } = await watch(root, random);
  for (let i = 0; i < 40; i++) {
    training();
    if (random() < 0.5) await round(5_000, random() < 0.3);
  }
  for (let i = 0; i < 5; i++) await round(5_000, false);
  const watched = contentsOf(writer);
  expect(pointsOf(writer)).toBeGreaterThan(10);

  const fresh = memoryWriter();
  await importSources([root], { now }, fresh);
  expect(watched).toEqual(contentsOf(fresh));
  await importSources([root], { now }, writer);
  expect(contentsOf(writer)).toEqual(watched);
});

/** Each call does one thing that trainings do: begin a run or a file, log, log half a record, say hparams. */
function createTraining(root: string, random: () => number): () => void {
  const files = new Map<string, { rest: Buffer; step: number }>();
  let time = 100;
  const one = <T>(list: readonly T[]): T => pick(list, random);
  const append = (path: string, event: Written): void => {
    const whole = eventFile(1, [event]);
    const file = files.get(path);
    if (file === undefined) return;
    const bytes = Buffer.concat([file.rest, whole.subarray(recordEnds(whole)[0])]);
    const cut = random() < 0.3 ? Math.floor(random() * bytes.length) : bytes.length;
    appendFileSync(path, bytes.subarray(0, cut));
    file.rest = bytes.subarray(cut);
  };
  return () => {
    time++;
    const path = one([...files.keys()]);
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined || file === undefined || random() < 0.25) {
      const folder = join(root, one(['.', 'a', 'b', 'a/x', 'a/y', 'b/1700000000.5', 'c/d/e']));
      // Often earlier by its name than the files that are there.
      const made = join(folder, `events.out.tfevents.${1000 + Math.floor(random() * 1000)}.host`);
      if (files.has(made)) return;
      mkdirSync(dirname(made), { recursive: true });
      writeFileSync(made, eventFile(time, []));
      files.set(made, { rest: Buffer.alloc(0), step: 0 });
      return;
    }
    if (random() < 0.1) append(path, hparamsEvents.session({ lr: Math.floor(random() * 3) / 10 }));
    else if (random() < 0.05) append(path, hparamsEvents.end(random() < 0.5 ? 1 : 2));
    else {
      file.step += random() < 0.1 ? -1 : 1;
      append(path, { tag: one(['loss', 'acc']), step: file.step, value: Math.floor(random() * 100), time });
    }
  };
}
