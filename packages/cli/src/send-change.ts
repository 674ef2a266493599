import type { Change, ChangeReport, ChosenRuns, Service } from '@xt/server';
import { callerOf } from '@xt/server/open';
import type { CommonFlags } from './command.ts';
import { type Delivered, deliver } from './deliver.ts';
import { openService } from './open-service.ts';
import { outputSink } from './result-sink.ts';
import type { Terminal } from './terminal.ts';
import { withView } from './view-text.ts';

/** Opens the store for some work and closes it after. */
export async function withService<T>(
  flags: CommonFlags,
  terminal: Terminal,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  const { service } = await openService(flags, terminal);
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

/** Sends a change and says what is wrong with it, if anything is; a query in it may be a saved view. */
export async function sendChange(
  service: Service,
  asked: Change,
  flags: CommonFlags & { readonly 'dry-run'?: boolean },
  terminal: Terminal,
): Promise<Delivered<ChangeReport>> {
  const caller = callerOf(flags, terminal);
  const of = 'of' in asked && asked.of.kind === 'query' ? asked.of : undefined;
  const text = of === undefined ? textOf(asked) : await withView(service, of.text, caller, terminal);
  const change = of === undefined ? asked : ({ ...asked, of: { ...of, text } satisfies ChosenRuns } as Change);
  const reply = service.change({ change, caller, dryRun: flags['dry-run'] === true }, terminal.signal);
  return deliver(reply, terminal, { text, sink: outputSink(terminal.out) });
}

// What diagnostics show the place in.
function textOf(change: Change): string {
  return change.kind === 'save-view' ? change.query : '';
}
