import { defineCommand } from '../command.ts';
export const demoCommand = defineCommand({
  id: 'demo',
  summary: 'A store with real small trainings, three queries with their answers, and what to try next.',
  examples: ['xt demo'],
  args: {},
  flags: {},
  run: async () => 3,
});
