import { spawn } from 'node:child_process';

/** Runs a command to its end and returns its wall time in seconds; throws with its stderr if it fails. */
export function time(command, args, { env = {}, until } = {}) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, args, {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...env },
      stdio: [until === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
    let stderr = '';
    let done = false;
    child.stdout.resume();
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      if (until === undefined || done || !until.test(stderr)) return;
      done = true;
      resolve(seconds());
      child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (until === undefined && code === 0) resolve(seconds());
      else if (!done) reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`));
    });
  });
}

/** Measures several things in turn, A B A B …, after one round that is not counted: a list of seconds for each. */
export async function sideBySide(things, rounds) {
  const seconds = things.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, thing] of things.entries()) {
      const s = await thing();
      if (round >= 0) seconds[i].push(s);
    }
  }
  return seconds;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** `min / median / max` in milliseconds. */
export function milliseconds(values) {
  const ms = (s) => (s * 1000).toFixed(1);
  return `${ms(Math.min(...values))} / ${ms(median(values))} / ${ms(Math.max(...values))} ms`;
}
