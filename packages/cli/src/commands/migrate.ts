import { askStatus } from '../ask-status.ts';
import { defineCommand } from '../command.ts';

export const migrateCommand = defineCommand({
  id: 'migrate',
  summary: "Bring the store to this version's schema; an embedded one does it by itself when it is opened.",
  examples: ['xt migrate', 'xt migrate --store team'],
  args: {},
  flags: {},
  run: async ({ flags }, terminal) => {
    // Opening a store migrates it: an answer means that it is done.
    const { status, report } = await askStatus(flags, terminal);
    const schema = report?.facts.find(([name]) => name === 'schema')?.[1];
    if (schema !== undefined) await terminal.out.write(`the store has schema ${schema}\n`);
    return status;
  },
});
