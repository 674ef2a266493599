import type { Diagnostic } from '@xt/grammar';
import type { ChangeReport, ChangeRequest } from '@xt/server';
import { runsText } from '../frame/runs-text.ts';
import { restored } from '../overlay/take-back.ts';
import { shellCommand } from '../query/shell-command.ts';
import type { ChangeEffect, Effect, Message } from '../state/state.ts';
import type { EffectTools } from './run-effects.ts';

type PlanEffect = Extract<Effect, { kind: 'plan-remove' }>;

/** Changes the store, and tells how many runs are other than before, or why nothing is. */
export async function sendChange(tools: EffectTools, effect: ChangeEffect): Promise<void> {
  const { change } = effect;
  const { report, problem, errors } = await send(tools, { change, caller: tools.caller, dryRun: false });
  if (change.kind === 'save-view' && errors.some(({ code }) => code === 'view-exists')) {
    const yes: ChangeEffect = { ...effect, change: { ...change, replace: true } };
    const details = errors.map(({ message }) => message);
    return tools.tell({
      kind: 'opened',
      overlay: { kind: 'confirm', question: `replace the view \`${change.name}\`?`, details, yes },
    });
  }
  if (report === undefined) return say(tools, { kind: 'problem', text: problem });
  const message: Message = { kind: 'done', text: doneText(effect, report), says: effect.says };
  const back = report.changed === 0 ? undefined : effect.back;
  tools.tell({ kind: 'said', message, ...(back === undefined ? {} : { back }) });
  if (change.kind === 'remove' && change.of.kind === 'texts') tools.tell({ kind: 'removed', ids: change.of.texts });
  // The change feed says so too, unless the store is not followed.
  if (report.sequence !== undefined) tools.tell({ kind: 'changed', revision: report.sequence });
}

/** Asks whether these runs are to be removed, with how many they are and what they are called. */
export async function planRemove(tools: EffectTools, { ids }: PlanEffect): Promise<void> {
  const change = { kind: 'remove', of: { kind: 'texts', texts: ids } } as const;
  const { report, problem } = await send(tools, { change, caller: tools.caller, dryRun: true });
  if (report === undefined) return say(tools, { kind: 'problem', text: problem });
  const { found, examples, digest } = report;
  if (found === 0) return say(tools, { kind: 'problem', text: 'no run is meant: nothing to remove' });
  const more = found > examples.length ? [`and ${(found - examples.length).toLocaleString('en-US')} more`] : [];
  const yes: ChangeEffect = {
    kind: 'change',
    change: { ...change, confirmed: digest },
    done: 'removed',
    after: '',
    says: shellCommand('xt rm --undo', tools.flags),
    back: restored(ids, tools.flags),
  };
  const details = [...examples, ...more, 'they are in no answer any more; `restore` in the palette brings them back'];
  tools.tell({ kind: 'opened', overlay: { kind: 'confirm', question: `remove ${runsText(found)}?`, details, yes } });
}

interface Sent {
  readonly report?: ChangeReport;
  readonly problem: string;
  readonly errors: readonly Diagnostic[];
}

async function send({ service }: EffectTools, request: ChangeRequest): Promise<Sent> {
  try {
    for await (const part of service.change(request, new AbortController().signal)) {
      if (part.kind !== 'end') continue;
      const errors = part.diagnostics.filter(({ severity }) => severity === 'error');
      const [error] = errors;
      const hint = error?.hint ?? part.failure?.hint;
      const said = error?.message ?? part.failure?.message ?? 'the store gave no answer';
      const problem = hint === undefined ? said : `${said} · ${hint}`;
      return part.failure === undefined && part.report !== undefined
        ? { report: part.report, problem, errors }
        : { problem, errors };
    }
    return { problem: 'the store gave no answer', errors: [] };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), errors: [] };
  }
}

function say({ tell }: EffectTools, message: Message): void {
  tell({ kind: 'said', message });
}

function doneText({ change, done, after }: ChangeEffect, { found, changed }: ChangeReport): string {
  if (!('of' in change)) return changed === 0 ? `${done}: it was so already` : done;
  if (found === 0) return 'no run is meant: nothing changed';
  if (changed === 0) return `nothing changed: ${runsText(found)} ${found === 1 ? 'was' : 'were'} so already`;
  const before = found - changed;
  const rest = before === 0 ? '' : `; ${runsText(before)} ${before === 1 ? 'was' : 'were'} so already`;
  return `${done} ${runsText(changed)}${after === '' ? '' : ` ${after}`}${rest}`;
}
