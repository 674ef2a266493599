import { callerOf } from '@xt/server/open';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { argument, switchFlag, textFlag } from '../flag-kinds.ts';
import { openService } from '../open-service.ts';
import { readQueryText } from '../query-text.ts';
import { outputSink, terminalSink } from '../result-sink.ts';
import { sayNote } from '../say.ts';
import { withView } from '../view-text.ts';

export const explainCommand = defineCommand({
  id: 'explain',
  summary: 'Show every stage of a query: bound names, plan, steps, and the SQL of each store.',
  examples: [
    'xt explain "runs where val.acc > 0.9 and params.lr < 0.01"',
    'xt explain --analyze "curves val.loss of runs where params.lr < 0.01"',
  ],
  args: { text: argument({ description: 'The query; `-` reads it from standard input.' }) },
  flags: {
    analyze: switchFlag({ summary: 'Run the query too: what each step gives, its time, and rows read.' }),
    file: textFlag({ helpValue: 'FILE', summary: 'Read the query from a file.' }),
  },
  run: async ({ flags, args }, terminal) => {
    const written = readQueryText(args.text, flags.file, 'explain');
    const caller = callerOf(flags, terminal);
    const { service } = await openService(flags, terminal);
    try {
      const text = await withView(service, written, caller, terminal);
      const sink = terminal.out.isTerminal ? terminalSink(terminal.out) : outputSink(terminal.out);
      const request = { text, caller, ...(flags.analyze ? { analyze: true } : {}) };
      const { status, report } = await deliver(service.explain(request, terminal.signal), terminal, { text, sink });
      if (report?.alone === false)
        await sayNote('what other requests read at the same time is among the rows', terminal);
      return status;
    } finally {
      await service.close();
    }
  },
});
