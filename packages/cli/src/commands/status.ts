import { callerOf } from '../caller.ts';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { openService } from '../open-service.ts';
import { outputSink } from '../result-sink.ts';

export const statusCommand = defineCommand({
  id: 'status',
  summary: 'Say which store it is, how large, what is in it, and the versions of its engines.',
  examples: ['xt status', 'xt status --store ./experiments'],
  args: {},
  flags: {},
  run: async ({ flags }, terminal) => {
    const caller = callerOf(flags, terminal);
    const { service } = await openService(flags, terminal);
    try {
      const sink = outputSink(terminal.out);
      const { status, report } = await deliver(service.status({ caller }, terminal.signal), terminal, {
        text: '',
        sink,
      });
      const facts = report?.facts ?? [];
      const width = Math.max(0, ...facts.map(([name]) => name.length));
      for (const [name, value] of facts) await terminal.out.write(`${name.padEnd(width)}  ${value}\n`);
      return status;
    } finally {
      await service.close();
    }
  },
});
