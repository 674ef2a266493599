import { askStatus } from '../ask-status.ts';
import { defineCommand } from '../command.ts';

export const statusCommand = defineCommand({
  id: 'status',
  summary: 'Say which store it is, how large, what is in it, and the versions of its engines.',
  examples: ['xt status', 'xt status --store ./experiments'],
  args: {},
  flags: {},
  run: async ({ flags }, terminal) => {
    const { status, report } = await askStatus(flags, terminal);
    const facts = report?.facts ?? [];
    const width = Math.max(0, ...facts.map(([name]) => name.length));
    for (const [name, value] of facts) await terminal.out.write(`${name.padEnd(width)}  ${value}\n`);
    return status;
  },
});
