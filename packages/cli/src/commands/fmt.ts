import { defineCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { argument, textFlag } from '../flag-kinds.ts';
import { readQueryText } from '../query-text.ts';
import { sayDiagnostics } from '../say.ts';

export const fmtCommand = defineCommand({
  id: 'fmt',
  summary: 'Print the canonical text of a query.',
  examples: ['xt fmt "RUNS WHERE ( val.acc>0.9 )"', 'xt fmt - < query.xt'],
  args: { text: argument({ description: 'The query; `-` reads it from standard input.' }) },
  flags: { file: textFlag({ helpValue: 'FILE', summary: 'Read the query from a file.' }) },
  run: async ({ flags, args }, terminal) => {
    const text = readQueryText(args.text, flags.file, 'fmt');
    const { formatQuery } = await import('../language.ts');
    const { value, diagnostics } = formatQuery(text);
    if (value !== undefined) await terminal.out.write(`${value}\n`);
    await sayDiagnostics(diagnostics, text, terminal);
    return value === undefined ? exitStatus.wrong : exitStatus.done;
  },
});
