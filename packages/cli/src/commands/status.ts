import type { StatusReport } from '@xt/server';
import { askStatus } from '../ask-status.ts';
import { defineCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { switchFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { Problem } from '../problem.ts';
import { sayProblem } from '../say.ts';
import type { Terminal } from '../terminal.ts';

export const statusCommand = defineCommand({
  id: 'status',
  summary: 'Say which store it is, how large, what is in it, and the versions of its engines.',
  description:
    'With `--check` everything in the store is read, against checksums and against each other; the exit status is 3 where something is wrong.',
  examples: ['xt status', 'xt status --store ./experiments', 'xt status --check'],
  args: {},
  flags: { check: switchFlag({ summary: 'Read everything and say what is wrong.' }) },
  run: async ({ flags }, terminal) => {
    const { status, report } = await askStatus(flags, terminal, flags.check);
    if (report === undefined) return status;
    const { facts, checks = [] } = report;
    await writeTable([...facts, ...checks.map(factOf)], terminal);
    const wrong = checks.filter((check) => check.wrong > 0);
    for (const example of wrong.flatMap(({ examples }) => examples)) {
      await terminal.err.write(`${harmlessLine(`wrong: ${example}`)}\n`);
    }
    if (wrong.length === 0) return status;
    await sayProblem(damaged, terminal);
    return damaged.status;
  },
});

const damaged = new Problem(
  exitStatus.store,
  'the store is damaged',
  'importing the same files into a new store gives a sound one; tags, notes and links set by hand are not in the files',
);

async function writeTable(facts: StatusReport['facts'], terminal: Terminal): Promise<void> {
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  for (const [name, value] of facts) await terminal.out.write(`${name.padEnd(width)}  ${value}\n`);
}

function factOf({ of, looked, wrong }: NonNullable<StatusReport['checks']>[number]): readonly [string, string] {
  const result = wrong === 0 ? 'sound' : `${wrong.toLocaleString('en')} wrong`;
  return [of, `${looked.toLocaleString('en')} looked at, ${result}`];
}
