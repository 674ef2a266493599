import { callerOf } from '../caller.ts';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { argument, textFlag } from '../flag-kinds.ts';
import { openService } from '../open-service.ts';
import { readQueryText } from '../query-text.ts';
import { outputSink, terminalSink } from '../result-sink.ts';
import { withView } from '../view-text.ts';

export const explainCommand = defineCommand({
  id: 'explain',
  summary: 'Show every stage of a query: bound names, plan, steps, and the SQL of each store.',
  examples: ['xt explain "runs where val.acc > 0.9 and params.lr < 0.01"'],
  args: { text: argument({ description: 'The query; `-` reads it from standard input.' }) },
  flags: { file: textFlag({ helpValue: 'FILE', summary: 'Read the query from a file.' }) },
  run: async ({ flags, args }, terminal) => {
    const written = readQueryText(args.text, flags.file, 'explain');
    const caller = callerOf(flags, terminal);
    const { service } = await openService(flags, terminal);
    try {
      const text = await withView(service, written, caller, terminal);
      const sink = terminal.out.isTerminal ? terminalSink(terminal.out) : outputSink(terminal.out);
      return (await deliver(service.explain({ text, caller }, terminal.signal), terminal, { text, sink })).status;
    } finally {
      await service.close();
    }
  },
});
