import type { ChangeReport } from '@xt/server';
import { defineCommand } from '../command.ts';
import { argument, numberFlag, switchFlag, textFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { usageProblem } from '../problem.ts';
import { sendChange, withService } from '../send-change.ts';
import type { Terminal } from '../terminal.ts';

const ends = {
  parent: argument({ description: 'The run above: an id, a name, or the start of an id.' }),
  child: argument({ description: 'The run below.' }),
};

const kinds = 'fork, resume, child, derived or any other word';

export const linkCommand = defineCommand({
  id: 'link',
  summary: 'Make one run the parent of another.',
  description: `The edge has a kind: ${kinds}. A fork has the step at which it began.`,
  usage: 'link PARENT CHILD --kind KIND [--step N] [--dry-run]',
  examples: ['xt link base-3 base-3-long --kind fork --step 1000', 'xt link pretrain finetune --kind derived'],
  args: ends,
  flags: {
    kind: textFlag({ helpValue: 'KIND', summary: `What the child is to the parent: ${kinds}.` }),
    step: numberFlag({ helpValue: 'N', summary: 'The step of the parent at which the child began.' }),
    'dry-run': switchFlag({ summary: 'Say what would be done; write nothing.' }),
  },
  run: ({ flags, args }, terminal) => {
    const { parent, child } = bothEnds(args, 'xt link PARENT CHILD --kind KIND');
    const edge = flags.kind;
    const { step } = flags;
    if (edge === undefined) throw usageProblem('`xt link` needs `--kind`', kinds);
    checkKind(edge);
    return withService(flags, terminal, async (service) => {
      const change = { kind: 'link', parent, child, edge, ...(step === undefined ? {} : { step }) } as const;
      const { status, report } = await sendChange(service, change, flags, terminal);
      if (report === undefined) return status;
      const kind = step === undefined ? edge : `${edge} at step ${step}`;
      await tell(report, flags['dry-run'], ['is', 'would become', 'was'], `parent of %, ${kind}`, terminal);
      return status;
    });
  },
});

export const unlinkCommand = defineCommand({
  id: 'unlink',
  summary: 'Cut the edges from one run to another; no import brings them back.',
  usage: 'unlink PARENT CHILD [--kind KIND] [--dry-run]',
  examples: ['xt unlink base-3 base-3-long', 'xt unlink pretrain finetune --kind derived'],
  args: ends,
  flags: {
    kind: textFlag({ helpValue: 'KIND', summary: 'Only the edge of this kind.' }),
    'dry-run': switchFlag({ summary: 'Say what would be done; write nothing.' }),
  },
  run: ({ flags, args }, terminal) => {
    const { parent, child } = bothEnds(args, 'xt unlink PARENT CHILD');
    const edge = flags.kind;
    if (edge !== undefined) checkKind(edge);
    return withService(flags, terminal, async (service) => {
      const change = { kind: 'unlink', parent, child, ...(edge === undefined ? {} : { edge }) } as const;
      const { status, report } = await sendChange(service, change, flags, terminal);
      if (report === undefined) return status;
      const after = edge === undefined ? 'parent of %' : `parent of %, ${edge}`;
      await tell(report, flags['dry-run'], ['is no longer', 'would no longer be', 'was no'], after, terminal);
      return status;
    });
  },
});

function bothEnds(args: { readonly parent?: string; readonly child?: string }, form: string) {
  const { parent, child } = args;
  if (parent !== undefined && child !== undefined) return { parent, child };
  throw usageProblem('two runs are needed, the parent first', `\`${form}\``);
}

// `by KIND` in a query takes one word.
function checkKind(kind: string): void {
  if (/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(kind)) return;
  throw usageProblem(`\`${kind}\` is no kind of edge: expected one word of letters, digits and \`_\``, kinds);
}

/** `verbs`: of an edge that is made or cut, that would be, that was so before. */
async function tell(
  { changed, examples }: ChangeReport,
  dryRun: boolean,
  verbs: readonly [string, string, string],
  after: string,
  terminal: Terminal,
): Promise<void> {
  const [parent, child] = examples.map((name) => `\`${name}\``);
  const verb = changed === 0 ? verbs[2] : verbs[dryRun ? 1 : 0];
  const rest = changed === 0 ? ' before: nothing changed' : '';
  await terminal.out.write(`${harmlessLine(`${parent} ${verb} ${after.replace('%', () => child ?? '')}${rest}`)}\n`);
}
