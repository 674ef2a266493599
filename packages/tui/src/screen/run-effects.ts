import type { Caller, Service } from '@xt/server';
import type { Event } from '../state/event.ts';
import type { Effect } from '../state/state.ts';
import type { OpenTerminal } from './open-terminal.ts';
import { copyText } from './terminal-modes.ts';

export interface EffectTools {
  readonly service: Service;
  readonly caller: Caller;
  readonly environment: NodeJS.ProcessEnv;
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
        return void change(tools, effect);
      case 'save-file':
        return tools.tell({
          kind: 'said',
          message: { kind: 'problem', text: `\`${effect.file}\` is not written yet` },
        });
      case 'suspend':
        return suspend(tools);
      case 'quit':
        return tools.quit();
    }
  };
}

async function change(
  { service, caller, tell }: EffectTools,
  effect: Extract<Effect, { kind: 'change' }>,
): Promise<void> {
  const say = (kind: 'done' | 'problem', text: string) => tell({ kind: 'said', message: { kind, text } });
  try {
    const request = { change: effect.change, caller, dryRun: false };
    for await (const part of service.change(request, new AbortController().signal)) {
      if (part.kind !== 'end') continue;
      const error = part.diagnostics.find(({ severity }) => severity === 'error');
      if (part.failure !== undefined) return say('problem', error?.message ?? part.failure.message);
      return say('done', effect.done);
    }
    say('problem', 'the store gave no answer');
  } catch (error) {
    say('problem', error instanceof Error ? error.message : String(error));
  }
}

function suspend({ terminal, redraw }: EffectTools): void {
  terminal.close();
  process.once('SIGCONT', () => {
    terminal.reopen();
    redraw();
  });
  process.kill(process.pid, 'SIGTSTP');
}
