import type { Caller, Service } from '@xt/server';
import type { ShellFlags } from '../query/shell-command.ts';
import type { Event } from '../state/event.ts';
import type { Effect } from '../state/state.ts';
import { fetchView } from './fetch-view.ts';
import { addToHistory } from './history-file.ts';
import type { OpenTerminal } from './open-terminal.ts';
import { readArtifact } from './read-artifact.ts';
import { type ChartToDraw, type DrawnChart, saveFile } from './save-file.ts';
import { planRemove, sendChange } from './send-change.ts';
import { copyText } from './terminal-modes.ts';

export interface EffectTools {
  readonly service: Service;
  readonly caller: Caller;
  /** What commands for the shell need so that they ask the same. */
  readonly flags?: ShellFlags;
  readonly environment: NodeJS.ProcessEnv;
  readonly drawChart: (chart: ChartToDraw) => Promise<DrawnChart>;
  /** The file that keeps the queries that were run. */
  readonly history: string | undefined;
  readonly terminal: OpenTerminal;
  readonly redraw: () => void;
  readonly tell: (event: Event) => void;
  readonly quit: () => void;
}

/** Does what actions ask for outside of the state, and tells what came of it. */
export function runEffects(tools: EffectTools): (effect: Effect) => void {
  return (effect) => {
    switch (effect.kind) {
      case 'copy':
        return tools.terminal.write(copyText(effect.text, tools.environment));
      case 'change':
        return void sendChange(tools, effect);
      case 'plan-remove':
        return void planRemove(tools, effect);
      case 'save-file':
        return void saveFile(tools, effect);
      case 'open-view':
        return void fetchView(tools, effect);
      case 'remember':
        return remember(tools, effect.query);
      case 'read-artifact':
        return void readArtifact(tools, effect.of);
      case 'redraw':
        return tools.redraw();
      case 'suspend':
        return void suspend(tools);
      case 'quit':
        return tools.quit();
    }
  };
}

/** A history that cannot be kept is said; the query runs all the same. */
function remember({ history, tell }: EffectTools, query: string): void {
  if (history === undefined) return;
  try {
    addToHistory(history, query);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell({ kind: 'said', message: { kind: 'problem', text: `the history is not kept: ${reason}` } });
  }
}

/** Whoever goes on hears it as a signal, after a stop from elsewhere too. */
async function suspend({ terminal }: EffectTools): Promise<void> {
  await terminal.leave();
  process.kill(process.pid, 'SIGTSTP');
}
