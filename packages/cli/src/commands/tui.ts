import { closeSync, fstatSync } from 'node:fs';
import { ownZone } from '@xt/engine/show';
import { callerOf } from '@xt/server/open';
import { firstRequest } from '@xt/tui/first-request';
import { askEarly } from '../ask-early.ts';
import { colorDepth } from '../color-depth.ts';
import { type CommonFlags, defineCommand } from '../command.ts';
import { drawForTui, drawPictureForTui } from '../draw-for-tui.ts';
import { exitStatus } from '../exit-status.ts';
import { argument, switchFlag } from '../flag-kinds.ts';
import { historyFile } from '../history-file.ts';
import { openService } from '../open-service.ts';
import { usageProblem } from '../problem.ts';
import { terminalLetters } from '../terminal-letters.ts';
import { tuiSettings } from '../tui-settings.ts';
import { withView } from '../view-text.ts';

export const tuiCommand = defineCommand({
  id: 'tui',
  summary: 'Explore runs on the whole screen.',
  description:
    'A table of runs with their curves, differences, lineage and artifacts beside it. All that keys do stands in the query on top, which is the same as that of `xt query`. `?` shows the keys. With `--plain` nothing is drawn: what a key changes is said in lines below, one pane at a time, as a screen reader reads them; where TERM is dumb it is so without the flag.',
  examples: ['xt tui', 'xt tui "runs where val.acc > 0.9 sort by val.acc desc"', 'xt tui @best', 'xt tui --plain'],
  args: { text: argument({ description: 'The query to start with; `runs` without it.' }) },
  flags: {
    mouse: switchFlag({ summary: 'Take clicks and the wheel.' }),
    plain: switchFlag({ summary: 'Say what changes in lines, for screen readers; draw nothing.' }),
  },
  run: async ({ flags, args }, terminal) => {
    if (!process.stdin.isTTY || !terminal.out.isTerminal) {
      throw usageProblem(
        '`xt tui` needs a terminal for its input and output',
        '`xt query` prints into files and pipes',
      );
    }
    const caller = callerOf(flags, terminal);
    // While the screen is open, what the store waits for is said on it.
    let hear: (message: string) => void = () => {};
    const { service: opened, choice } = await openService(flags, terminal, (message) => hear(message));
    let service = opened;
    try {
      const query = args.text === undefined ? 'runs' : await withView(opened, args.text, caller, terminal);
      // The store answers, or starts, while the screen is loaded.
      const request = firstRequest(query, caller);
      if (request !== undefined) {
        service = askEarly(opened, request);
        await turns();
      }
      const { readTuiSettings, runTui } = await import('../tui.ts');
      const settings = tuiSettings(terminal.environment, readTuiSettings);
      const end = await runTui({
        service,
        caller,
        query,
        isOpen: args.text === undefined,
        flags: givenFlags(flags, terminal.environment),
        store: choice.kind === 'servers' ? choice.name : 'embedded',
        zone: caller.zone ?? ownZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        color: colorDepth(terminal.environment, terminal.out.color),
        letters: terminalLetters(terminal.environment),
        mouse: flags.mouse,
        plain: flags.plain || terminal.environment['TERM'] === 'dumb',
        input: process.stdin,
        output: process.stdout,
        environment: terminal.environment,
        settings,
        drawChart: drawForTui,
        drawPicture: drawPictureForTui,
        waiting: (listener) => {
          hear = listener;
        },
        history: historyFile(choice, terminal.environment),
        signal: terminal.signal,
      });
      // With a hang-up the terminal may go at any moment.
      if (end === 'gone' || terminal.signal.aborted) letGo();
      return terminal.signal.aborted ? exitStatus.interrupted : exitStatus.done;
    } finally {
      await service.close();
    }
  },
});

/** What a command in the same shell needs to ask the same: what the environment says it knows. */
function givenFlags(
  { project, store }: CommonFlags,
  { XT_PROJECT, XT_STORE }: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  return {
    ...(project === undefined || project === XT_PROJECT ? {} : { project }),
    ...(store === undefined || store === XT_STORE ? {} : { store }),
  };
}

/** Lets what was asked be sent: it takes a turn to connect, or to find nobody and start a process, and one to write. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

// Node puts the settings of its terminals back when it ends, and takes one that is gone for a fault of its own.
function letGo(): void {
  for (const descriptor of [0, 1, 2]) if (fstatSync(descriptor).isCharacterDevice()) closeSync(descriptor);
}
