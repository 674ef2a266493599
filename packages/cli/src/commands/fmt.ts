import { defineCommand } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { argument, switchFlag, textFlag } from '../flag-kinds.ts';
import { readQueryText } from '../query-text.ts';
import { sayDiagnostics, sayNote } from '../say.ts';
import type { Terminal } from '../terminal.ts';

export const fmtCommand = defineCommand({
  id: 'fmt',
  summary: 'Print the canonical text of a query.',
  examples: ['xt fmt "RUNS WHERE ( val.acc>0.9 )"', 'xt fmt - < query.xt', 'xt fmt --check --file query.xt'],
  args: { text: argument({ description: 'The query; `-` reads it from standard input.' }) },
  flags: {
    file: textFlag({ helpValue: 'FILE', summary: 'Read the query from a file.' }),
    check: switchFlag({ summary: 'Print nothing; the exit status is 1 where the text is not the canonical one.' }),
  },
  run: async ({ flags, args }, terminal) => {
    const text = readQueryText(args.text, flags.file, 'fmt');
    const { formatQuery } = await import('../language.ts');
    const { value, diagnostics } = formatQuery(text);
    if (flags.check && value !== undefined) return check(text, value, terminal);
    if (value !== undefined) await terminal.out.write(`${value}\n`);
    await sayDiagnostics(diagnostics, text, terminal);
    return value === undefined ? exitStatus.wrong : exitStatus.done;
  },
});

/** The line end of a file's last line is not the query's. */
async function check(text: string, canonical: string, terminal: Terminal): Promise<ExitStatus> {
  if (text.replace(/\r?\n$/, '') === canonical) return exitStatus.done;
  await sayNote('the text is not the canonical one, which `xt fmt` prints', terminal);
  return exitStatus.wrong;
}
