import { chooseStore, storeExists } from '@xt/server/open';
import { type CommonFlags, defineCommand } from './command.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

/** What `xt` alone prints: what to do first. */
export function firstSteps(words: readonly string[], terminal: (common: CommonFlags) => Terminal): Promise<ExitStatus> {
  return command.run(words, terminal);
}

const command = defineCommand({
  id: '',
  summary: '',
  examples: [],
  args: {},
  flags: {},
  run: async ({ flags }, terminal) => {
    const choice = chooseStore(flags.store, terminal.environment, process.cwd());
    const store = choice.kind === 'folder' ? choice.folder : choice.name;
    const there = storeExists(choice) ? 'the store' : 'the store, which the first command makes,';
    await terminal.out.write(
      [
        'xt answers questions about machine-learning runs.',
        '',
        `  ${there} is ${store}`,
        '',
        '  xt demo                               a store with real small trainings, three queries, what to try next',
        '  xt import runs/ mlruns/               bring in TensorBoard or MLflow runs',
        '  xt "runs limit 10"                    the newest runs',
        '  xt --help                             every command',
        '',
      ].join('\n'),
    );
    return exitStatus.done;
  },
});
