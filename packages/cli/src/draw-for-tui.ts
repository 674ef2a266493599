import { Worker } from 'node:worker_threads';
import type { TuiOptions } from '@xt/tui';
import type { DrawJob, DrawResult } from './draw-job.ts';

/** Draws what the terminal UI saves as a picture. */
export const drawForTui: TuiOptions['drawChart'] = async ({ bytes, format, title, notes, log }) => {
  const output = { as: format, log: log ? { y: true } : {}, trend: false, theme: 'light' } as const;
  const cells = { width: 100, height: 24, zone: 'UTC', colors: 'none' } as const;
  const result = await inThread({ kind: 'chart', drawing: { bytes, title, notes, output, cells } });
  if (result.kind !== 'chart') throw new Error(`a chart was drawn as a ${result.kind}`);
  return result.drawn;
};

/** Draws a picture that was logged, for terminals that show some. */
export const drawPictureForTui: TuiOptions['drawPicture'] = async ({ as, ...picture }) => {
  const result = await inThread({ kind: as, picture });
  if (result.kind !== 'picture') throw new Error(`a picture was drawn as a ${result.kind}`);
  return result.drawn;
};

/** Each in a thread of its own, which takes what it loaded with it when it ends. */
function inThread(job: DrawJob): Promise<Exclude<DrawResult, { kind: 'failed' }>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./draw-worker.cjs', import.meta.url));
    // Whoever leaves does not wait for a picture.
    worker.unref();
    worker.once('message', (result: DrawResult) => {
      if (result.kind === 'failed') reject(new Error(result.message));
      else resolve(result);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`what draws ended with ${code}`)));
    worker.postMessage(job);
  });
}
