import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeEventFiles } from './event-files.mjs';
import { median, milliseconds, time } from './measure.mjs';

const settleMs = 4000;

/**
 * Import of 2,000,000 points in 20 event files until durable, the background process warm, in turn with TensorBoard's
 * Rust data server reading the same files with all points kept (it stores nothing).
 */
export async function importing({ root }) {
  const folder = mkdtempSync(join(tmpdir(), 'xt-bench-import-'));
  const xt = join(root, 'bin/xt');
  try {
    const logs = join(folder, 'events');
    const { points, bytes } = writeEventFiles(logs);
    console.log(
      `${points.toLocaleString('en')} points in 20 event files, ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / points).toFixed(1)} bytes a point`,
    );
    const server = dataServer();
    const own = [];
    const theirs = [];
    const store = join(folder, 'store');
    // One background process for all rounds: the first, which is not counted, warms it. Each round is a project of its own.
    for (let round = -1; round < 5; round++) {
      const args = ['import', logs, '--store', store, '--project', `round ${round}`, '--quiet'];
      const seconds = await time(process.execPath, [xt, ...args]);
      // What the store does in the background after an import must slow down neither the peer nor the next round.
      await sleep(settleMs);
      const peer =
        server === undefined
          ? undefined
          : await time(server, serverArgs(logs), { until: /[Ff]inished load cycle|[Ll]oad cycle.*(finished|took)/ });
      if (round >= 0) own.push(seconds);
      if (round >= 0 && peer !== undefined) theirs.push(peer);
    }
    const size = execFileSync(process.execPath, [xt, 'status', '--store', store]).toString();
    execFileSync(process.execPath, [xt, 'stop', '--store', store, '--quiet']);
    const rate = (s) => `${(points / median(s) / 1e6).toFixed(2)} million points/s`;
    console.log(`xt import             ${milliseconds(own)}   ${rate(own)}`);
    if (theirs.length > 0) {
      console.log(`data server, all kept ${milliseconds(theirs)}   ${rate(theirs)}`);
      console.log(`ratio of rates        ${(median(theirs) / median(own)).toFixed(2)} (bar 1)`);
    } else console.log('data server           could not be installed (python3 with venv and pip is needed): no ratio');
    console.log(size.trimEnd());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function serverArgs(logs) {
  return [
    '--logdir',
    logs,
    '--port',
    '0',
    '--reload',
    'once',
    '--die-after-stdin',
    '--verbose',
    '--verbose',
    '--samples-per-plugin',
    'scalars=all',
  ];
}

/** The server's binary from pip's `tensorboard-data-server`, installed once into the user's cache. */
function dataServer() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'xt-bench');
  const python = join(cache, 'venv/bin/python');
  try {
    if (!existsSync(python)) {
      mkdirSync(cache, { recursive: true });
      execFileSync('python3', ['-m', 'venv', join(cache, 'venv')], { stdio: 'ignore' });
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'tensorboard-data-server'], { stdio: 'ignore' });
    }
    return execFileSync(python, ['-c', 'import tensorboard_data_server as t; print(t.server_binary())'])
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}
