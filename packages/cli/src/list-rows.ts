import { callerOf } from '@xt/server/open';
import type { CommonFlags } from './command.ts';
import { deliver } from './deliver.ts';
import type { ExitStatus } from './exit-status.ts';
import { outputFormat } from './output-format.ts';
import { outputSink } from './result-sink.ts';
import { withService } from './send-change.ts';
import type { Terminal } from './terminal.ts';

/** Prints what a source of the language lists, as `xt query` would. */
export function listRows(
  text: 'projects' | 'views',
  flags: CommonFlags & { readonly format: string | undefined },
  terminal: Terminal,
): Promise<ExitStatus> {
  const { isTerminal, color, width } = terminal.out;
  const format = outputFormat(flags.format, undefined, isTerminal);
  const caller = callerOf(flags, terminal);
  return withService(flags, terminal, async (service) => {
    const request = { text, caller, format, color, ...(width === undefined ? {} : { width }) };
    const reply = service.query(request, terminal.signal);
    return (await deliver(reply, terminal, { text, sink: outputSink(terminal.out) })).status;
  });
}
