import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { loadBundled } from './bundle.mjs';
import { median, milliseconds, time } from './measure.mjs';

const sizes = {
  small: { runs: 1_000, params: 20, metrics: 10, points: 100 },
  long: { runs: 20, params: 5, metrics: 6, points: 10_000 },
  large: { runs: 100_000, params: 20, metrics: 6, points: 10 },
};

/** The run explorer as a person has it, over a pseudo-terminal of 120 x 40 cells: its start, its keys, its memory. */
export async function tui({ root, store }) {
  const { fill } = await loadBundled(root, 'bench/tui/fill.ts');
  const xt = join(root, 'bin/xt');
  const folders = Object.fromEntries(Object.keys(sizes).map((name) => [name, `${store}-tui-${name}`]));
  const stop = (folder) => time(process.execPath, [xt, 'stop', '--store', folder]);
  try {
    for (const [name, size] of Object.entries(sizes)) {
      mkdirSync(folders[name], { mode: 0o700 });
      await fill(folders[name], size);
    }
    const filter = 'runs where val.acc > 0.8 and params.lr < 0.01 sort by val.acc desc';
    const warm = [];
    for (let round = -1; round < 7; round++) {
      const opened = open(xt, folders.small, 'runs sort by val.acc desc');
      const seconds = await opened.until(chart);
      // What comes behind the chart must not be in the way of the next start; whoever leaves keeps what V8 has compiled.
      await opened.quiet();
      await opened.leave();
      if (round >= 0) warm.push(seconds);
    }
    console.log(`start to first chart, warm            ${milliseconds(warm)} (bar 300)`);
    const cold = [];
    for (let round = 0; round < 3; round++) {
      await stop(folders.small);
      const opened = open(xt, folders.small, filter);
      cold.push(await opened.until(/(\d[\d,]*) rows/));
      opened.close();
    }
    console.log(`a filter of 1,000 runs, cold start    ${milliseconds(cold)} (bar 1000)`);
    const points = [];
    for (let round = -1; round < 5; round++) {
      const opened = open(xt, folders.long, 'runs select name, val.acc');
      await opened.until(chart);
      await opened.quiet();
      const seconds = await opened.press('a', { settled: true });
      opened.close();
      if (round >= 0) points.push(seconds);
    }
    console.log(`20 curves of 10,000 points, complete  ${milliseconds(points)} (bar 1000)`);
    const opened = open(xt, folders.large, 'runs select name, state, val.acc, val.loss, params.lr, params.opt');
    await opened.until(chart);
    await opened.quiet();
    const keys = [];
    for (const pair of [
      ['j', 'k'],
      ['l', 'h'],
      ['\u001b[6~', '\u001b[5~'],
    ]) {
      for (let count = 0; count < 50; count++) {
        keys.push(await opened.press(pair[count % 2]));
        await sleep(60);
      }
    }
    const sorted = keys.toSorted((a, b) => a - b);
    const percentile = (share) => (sorted[Math.floor(sorted.length * share)] * 1000).toFixed(1);
    console.log(
      `a key to its frame, 100,000 runs      median ${(median(keys) * 1000).toFixed(1)}, 95 % ${percentile(0.95)}, most ${percentile(0.999)} ms (bar 33)`,
    );
    await opened.press('G', { settled: true });
    console.log(`memory after going to the last row    ${opened.memory()} MiB at most (bar 250)`);
    opened.close();
  } finally {
    for (const folder of Object.values(folders)) {
      await stop(folder).catch((error) => console.error(String(error)));
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

// The cells of a curve.
const chart = /[\u2801-\u28ff]/;
const frameEnd = '\u001b[?2026l';

function open(xt, folder, query) {
  const began = performance.now();
  const env = { ...process.env, TERM: 'xterm-256color' };
  // Node reads it whole at each start.
  delete env.NODE_EXTRA_CA_CERTS;
  const child = spawn(process.execPath, [xt, 'tui', query, '--store', folder], { cols: 120, rows: 40, env });
  let written = '';
  let listener = () => {};
  const ended = new Promise((resolve) => child.onExit(resolve));
  child.onData((data) => {
    written += data;
    listener(data);
  });
  const quiet = async (ms = 400) => {
    let last = performance.now();
    listener = () => {
      last = performance.now();
    };
    while (performance.now() - last < ms) await sleep(20);
    listener = () => {};
    return last;
  };
  return {
    /** Seconds from the start until what was written matches. */
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const patience = setTimeout(
          () => reject(new Error(`${pattern} was not seen, but ${JSON.stringify(written.slice(-2000))}`)),
          60_000,
        );
        listener = () => {
          if (!pattern.test(written)) return;
          clearTimeout(patience);
          listener = () => {};
          resolve((performance.now() - began) / 1000);
        };
        listener();
      }),
    quiet,
    /** Seconds from a key until its frame is whole; `settled`: until nothing is drawn any more. */
    press: async (key, { settled = false } = {}) => {
      const start = performance.now();
      if (settled) {
        child.write(key);
        return ((await quiet(600)) - start) / 1000;
      }
      let got = '';
      const drawn = new Promise((resolve) => {
        listener = (data) => {
          got += data;
          if (!got.includes(frameEnd)) return;
          listener = () => {};
          resolve((performance.now() - start) / 1000);
        };
      });
      child.write(key);
      return Promise.race([drawn, sleep(2000).then(() => 2)]);
    },
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    close: () => child.kill('SIGKILL'),
    leave: async () => {
      child.write('q');
      await ended;
    },
  };
}
