import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventFileStart, scalarRecord, writeEventFiles } from './event-files.mjs';
import { milliseconds } from './measure.mjs';

const runs = Number(process.env.XT_BENCH_WATCHED ?? 10_000);
const rounds = 15;
const idleSeconds = 10;
const longAgo = 1_600_000_000;

/**
 * `xt import --watch` over 10,000 event files that do not change: from a point's being written to its being in the answer
 * of a query, asked again and again by `xt query`, whose own time is part of it; and what watching costs while nothing
 * changes. `XT_BENCH_WATCHED` says how many files.
 */
export async function watching({ root }) {
  const folder = mkdtempSync(join(tmpdir(), 'xt-bench-watch-'));
  const store = join(folder, 'store');
  const logs = join(folder, 'logs');
  const xt = (...args) =>
    execFileSync(process.execPath, [join(root, 'bin/xt'), ...args, '--store', store], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  writeEventFiles(logs, { runs, tags: 2, steps: 10 });
  execFileSync('find', [logs, '-exec', 'touch', '-d', `@${longAgo}`, '{}', '+']);
  const watch = spawn(process.execPath, [join(root, 'bin/xt'), 'import', '--watch', logs, '--store', store], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await new Promise((resolve) => watch.stderr.on('data', (chunk) => String(chunk).includes('watching') && resolve()));
    await sleep(5_000);
    const before = cpuSeconds(watch.pid);
    await sleep(idleSeconds * 1000);
    const cost = ((cpuSeconds(watch.pid) - before) / idleSeconds) * 100;
    console.log(`${runs.toLocaleString('en')} files that do not change: ${cost.toFixed(1)} % of a core`);

    const query = (run) => {
      const text = `runs where name = '${run}' select count(live)`;
      return Number(/(\d+)\s*$/.exec(xt('query', text, '-f', 'csv', '--quiet'))?.[1] ?? 0);
    };
    const seen = async (run, count) => {
      const from = performance.now();
      while (true) {
        try {
          if (query(run) >= count) return (performance.now() - from) / 1000;
        } catch (error) {
          // Before its first point the metric is no name.
          if (!String(error.stderr).includes('unknown-name')) throw error;
        }
      }
    };
    const grow = (run, step) => {
      const path = join(logs, run);
      mkdirSync(path, { recursive: true });
      const [name] = readdirSync(path);
      const start = name === undefined ? eventFileStart(Date.now() / 1000) : Buffer.alloc(0);
      const bytes = Buffer.concat([start, scalarRecord(Date.now() / 1000, step, 'live', Math.random())]);
      appendFileSync(join(path, name ?? `events.out.tfevents.${Math.floor(Date.now() / 1000)}.bench`), bytes);
    };
    const cases = {
      'a run that grows': (round) => ['grows', round],
      'a file at rest': (round) => [`run${String((round * 7) % runs).padStart(2, '0')}`, 1],
      'a new run': (round) => [`new-${round}`, 1],
    };
    await grow('grows', 0);
    await seen('grows', 1);
    const asked = [];
    for (let round = 0; round < rounds; round++) {
      const from = performance.now();
      query('grows');
      asked.push((performance.now() - from) / 1000);
    }
    for (const [name, each] of Object.entries(cases)) {
      const seconds = [];
      for (let round = 1; round <= rounds; round++) {
        const [run, step] = each(round);
        await sleep(Math.random() * 1000);
        grow(run, step);
        seconds.push(await seen(run, name === 'a run that grows' ? round + 1 : 1));
      }
      console.log(`${`${name}, until a query has it`.padEnd(40)} ${milliseconds(seconds)} (bar 2000)`);
    }
    console.log(`${'of which xt query'.padEnd(40)} ${milliseconds(asked)}`);
  } finally {
    watch.kill('SIGKILL');
    xt('stop', '--quiet');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of processor that a process has used, where the system tells. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
