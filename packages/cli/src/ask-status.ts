import type { StatusReport } from '@xt/server';
import { callerOf } from '@xt/server/open';
import type { CommonFlags } from './command.ts';
import { type Delivered, deliver } from './deliver.ts';
import { openService } from './open-service.ts';
import { outputSink } from './result-sink.ts';
import type { Terminal } from './terminal.ts';

/** Opens the store that the flags name and asks what is known of it, and with `check` what is wrong; a failure is told. */
export async function askStatus(
  flags: CommonFlags,
  terminal: Terminal,
  check = false,
): Promise<Delivered<StatusReport>> {
  const caller = callerOf(flags, terminal);
  const { service } = await openService(flags, terminal);
  try {
    const reply = service.status({ caller, ...(check ? { check } : {}) }, terminal.signal);
    return await deliver(reply, terminal, { text: '', sink: outputSink(terminal.out) });
  } finally {
    await service.close();
  }
}
