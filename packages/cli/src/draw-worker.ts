// Built as an entry of its own, `draw-worker.cjs` beside the bundle: drawing takes long, and keys do not wait for another thread.
import { parentPort } from 'node:worker_threads';
import { drawAnswer, drawPicture } from '@xt/charts/lazy';
import type { DrawJob, DrawResult } from './draw-job.ts';

const port = parentPort;
if (port === null) throw new Error('what draws runs in a worker thread');

port.once('message', async (job: DrawJob) => {
  port.postMessage(await result(job));
});

async function result(job: DrawJob): Promise<DrawResult> {
  try {
    switch (job.kind) {
      case 'chart':
        return { kind: 'chart', drawn: await drawAnswer(job.drawing) };
      case 'png':
      case 'sixel':
        return { kind: 'picture', drawn: await drawPicture(job.kind, job.picture) };
    }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
