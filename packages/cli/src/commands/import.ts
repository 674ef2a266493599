import { resolve } from 'node:path';
import { type SourceReport, sourceKinds } from '@xt/ingest';
import { chooseProject } from '@xt/server/open';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { exitStatus } from '../exit-status.ts';
import { argument, switchFlag, textFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { skippedLine, sourceLine } from '../import-lines.ts';
import { openService } from '../open-service.ts';
import { usageProblem } from '../problem.ts';
import { progressBar } from '../progress.ts';
import { outputSink } from '../result-sink.ts';
import { sayNote } from '../say.ts';
import type { Terminal } from '../terminal.ts';

export const importCommand = defineCommand({
  id: 'import',
  summary: "Bring other tools' runs in; finds out what they are.",
  description:
    'Reads TensorBoard event files, MLflow file stores and MLflow databases. Again on the same files brings in only what is new; a damaged file costs its damaged part, and the exit status is then 1.',
  usage: 'import PATH... [--from KIND] [--dry-run | --watch]',
  examples: [
    'xt import runs/',
    'xt import mlruns/ mlflow.db --project vision',
    'xt import lightning_logs --dry-run',
    'xt import runs/ --watch',
  ],
  args: { path: argument({ description: 'Files or folders.', multiple: true, required: true }) },
  flags: {
    from: textFlag({
      options: [...sourceKinds],
      helpValue: 'KIND',
      summary: 'What the paths are, where it cannot be found out.',
    }),
    'dry-run': switchFlag({ summary: 'List what would be brought in; write nothing.' }),
    watch: switchFlag({ summary: 'Go on with what grows there, until Ctrl-C.' }),
  },
  run: async ({ flags, words }, terminal) => {
    if (words.length === 0) throw usageProblem('`xt import` needs a path', 'for example: xt import runs/');
    const from = sourceKinds.find((kind) => kind === flags.from);
    const project = chooseProject(flags.project, terminal.environment);
    if (flags.watch && flags['dry-run']) throw usageProblem('`--watch` writes what it finds', 'leave out `--dry-run`');
    const paths = words.map((path) => resolve(path));
    const { service, choice } = await openService(flags, terminal);
    if (flags.watch) {
      const { watchImport } = await import('../watch.ts');
      const isInBackground = choice.kind === 'folder' && !flags['in-process'];
      return watchImport(service, paths, { from, project, isInBackground }, terminal).finally(() => service.close());
    }
    const bar = progressBar(terminal);
    try {
      const reply = service.import(
        {
          paths,
          dryRun: flags['dry-run'],
          ...(from === undefined ? {} : { from }),
          ...(project === undefined ? {} : { project }),
        },
        terminal.signal,
      );
      const sink = outputSink(terminal.out);
      const { status, report } = await deliver(reply, terminal, { text: '', sink, event: bar.show, ending: bar.clear });
      if (report === undefined) return status;
      for (const source of report.sources) await say(source, flags['dry-run'], terminal);
      return report.damaged ? exitStatus.wrong : status;
    } finally {
      await service.close();
    }
  },
});

async function say(source: SourceReport, dryRun: boolean, terminal: Terminal): Promise<void> {
  await terminal.out.write(`${harmlessLine(sourceLine(source, dryRun))}\n`);
  for (const place of source.skipped) await terminal.err.write(`${harmlessLine(skippedLine(source.path, place))}\n`);
  for (const note of source.notes) await sayNote(note, terminal);
}
