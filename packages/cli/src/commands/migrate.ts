import { callerOf } from '../caller.ts';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { exitStatus } from '../exit-status.ts';
import { openService } from '../open-service.ts';
import { outputSink } from '../result-sink.ts';

export const migrateCommand = defineCommand({
  id: 'migrate',
  summary: "Bring the store to this version's schema; an embedded one does it by itself when it is opened.",
  examples: ['xt migrate', 'xt migrate --store team'],
  args: {},
  flags: {},
  run: async ({ flags }, terminal) => {
    const caller = callerOf(flags, terminal);
    const { service } = await openService(flags, terminal);
    try {
      // Opening a store migrates it: an answer means that it is done.
      const sink = outputSink(terminal.out);
      const { status, report } = await deliver(service.status({ caller }, terminal.signal), terminal, {
        text: '',
        sink,
      });
      const schema = report?.facts.find(([name]) => name === 'schema')?.[1];
      if (status === exitStatus.done) await terminal.out.write(`the store has schema ${schema}\n`);
      return status;
    } finally {
      await service.close();
    }
  },
});
