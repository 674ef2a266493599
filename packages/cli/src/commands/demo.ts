import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Service } from '@xt/server';
import { callerOf } from '@xt/server/open';
import { type CommonFlags, defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { openService } from '../open-service.ts';
import { outputSink } from '../result-sink.ts';
import type { Terminal } from '../terminal.ts';

export const demoCommand = defineCommand({
  id: 'demo',
  summary: 'A store with real small trainings, three queries with their answers, and what to try next.',
  description: 'The store is made in the folder for temporary files unless `--store` names one.',
  examples: ['xt demo', 'xt demo --store ./try-xt'],
  args: {},
  flags: {},
  run: async ({ flags, argv }, terminal) => {
    const store = demoStore(flags, argv);
    const own: CommonFlags = { ...flags, store, project: undefined };
    const { service } = await openService(own, terminal);
    try {
      const imported = await importDemoData(service, terminal);
      if (imported !== exitStatus.done) return imported;
      await terminal.out.write(`Real trainings of small models, from TensorBoard and MLflow, are in ${store}\n`);
      for (const question of questions) {
        const status = await ask(question, service, own, terminal);
        if (status !== exitStatus.done) return status;
      }
      await terminal.out.write(whatNext(store));
      return exitStatus.done;
    } finally {
      await service.close();
    }
  },
});

// `XT_STORE` names a person's own store: only a flag sends the demo's runs somewhere.
function demoStore(flags: CommonFlags, argv: readonly string[]): string {
  const told = argv.some((word) => word === '--store' || word.startsWith('--store='));
  if (told && flags.store !== undefined) return flags.store;
  const user = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `xt-demo-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The folder for temporary files is everybody's: one that somebody else has made, or can write to, is left alone.
  const { uid, mode } = lstatSync(folder);
  return uid === user && (mode & 0o077) === 0 ? folder : mkdtempSync(`${folder}-`);
}

async function importDemoData(service: Service, terminal: Terminal): Promise<ExitStatus> {
  // Beside the built files, in the project: `dist/` and `packages/cli/demo-data/`.
  const data = resolve(__dirname, '../packages/cli/demo-data');
  const paths = ['digits', 'mlruns'].map((name) => join(data, name));
  const reply = service.import({ paths, dryRun: false }, terminal.signal);
  return (await deliver(reply, terminal, { text: '', sink: outputSink(terminal.out) })).status;
}

interface Question {
  readonly words: string;
  readonly query: string;
}

const questions: readonly Question[] = [
  {
    words: 'Which runs trained past their best? A whole series in a condition, over the runs of two tools.',
    query:
      'runs where val/loss > 1.05 * min(val/loss) select name, project, min(val/loss) as least, argmin(val/loss) as at_step, val/loss as last sort by last desc',
  },
  {
    words: 'How accurate was the checkpoint with the least loss, and with which learning rate?',
    query:
      'runs where val/acc > 0 select name, params.lr, val/acc at step argmin(val/loss) as acc, val/acc as last_acc sort by acc desc limit 5',
  },
  {
    words: 'Which runs blew up, and when? NaN stays NaN.',
    query:
      'runs where train/loss is not finite or max(train/loss) > 10 * first(train/loss) select name, params.lr, argmax(train/loss) as at_step, max(train/loss) as peak, train/loss as now',
  },
];

async function ask(
  { words, query }: Question,
  service: Service,
  flags: CommonFlags,
  terminal: Terminal,
): Promise<ExitStatus> {
  await terminal.out.write(`\n${words}\n\n$ xt "${query}"\n`);
  const reply = service.query(
    {
      text: query,
      caller: callerOf(flags, terminal),
      format: 'table',
      color: terminal.out.color,
      ...(terminal.out.width === undefined ? {} : { width: terminal.out.width }),
    },
    terminal.signal,
  );
  return (await deliver(reply, terminal, { text: query, sink: outputSink(terminal.out) })).status;
}

function whatNext(store: string): string {
  return `
Next:

  export XT_STORE=${store}
  xt "runs limit 10"                                                         the newest runs
  xt "curves val/loss of runs where params.lr = 0.1 smooth ema 0.6" --chart  learning curves, drawn here
  xt "runs group by params.lr select mean(val/acc) band ci95" -o acc.html    seeds with intervals, to look into
  xt "runs where val/acc > 0.95" -o best.csv                                 into a file, for other tools
  xt explain "runs where val/acc > 0.95"                                     the SQL behind an answer
  xt import PATH --store ./mine                                              your own runs, in a store of their own
`;
}
