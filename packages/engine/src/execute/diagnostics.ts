import { reporter } from '@xt/grammar';

type Counted = { readonly runs: string; readonly name: string };

/** What only the data can tell: notes on what an answer leaves out, and why one is empty. */
export const answerDiagnostics = {
  lacking: {
    severity: 'note',
    message: (p: Counted & { readonly all: string }) =>
      `${p.runs} of ${runsText(p.all)} ${have(p.runs)} no \`${p.name}\``,
    hint: (p: Counted) => `what lacks it is left out; \`${p.name} is missing\` asks for it`,
  },
  'other-spelling': {
    severity: 'note',
    message: (p: Counted & { readonly others: string }) =>
      `${runsText(p.runs)} ${have(p.runs)} only ${p.others}, not \`${p.name}\``,
    hint: () => '`coalesce(a, b)` takes the first of several that is there',
  },
  coerced: {
    severity: 'note',
    message: (p: Counted & { readonly as: string }) => `\`${p.name}\` is text in ${runsText(p.runs)}, read as ${p.as}`,
  },
  'other-type': {
    severity: 'note',
    message: (p: Counted) => `\`${p.name}\` has another type in ${runsText(p.runs)}, left out of the comparison`,
  },
  'ended-before': {
    severity: 'note',
    message: (p: Counted & { readonly point: string }) =>
      `${runsText(p.runs)} ${have(p.runs)} no \`${p.name}\` as late as ${p.point}`,
    hint: () => 'their last value before it is taken',
  },
  'nan-skipped': {
    severity: 'note',
    message: (p: Counted) => `\`${p.name}\` has NaN points in ${runsText(p.runs)}, which the aggregate passes over`,
  },
  'nan-passed-over': {
    severity: 'note',
    message: (p: Counted) => `\`${p.name}\` is NaN in ${runsText(p.runs)}, left out of what is over runs`,
  },
  'in-both': {
    severity: 'note',
    message: (p: { readonly runs: string }) => `${runsText(p.runs)} ${p.runs === '1' ? 'is' : 'are'} on both sides`,
    hint: () => 'the test takes the two for independent',
  },
  'lineage-cycle': {
    severity: 'note',
    message: () => 'the lineage has a cycle: each run on it is a row once',
    hint: () => '`xt unlink PARENT CHILD` takes an edge away',
  },
  'several-parents': {
    severity: 'note',
    message: (p: { readonly runs: string; readonly path: string }) =>
      `${runsText(p.runs)} ${have(p.runs)} several ${p.path}s: the value is that of the first logged`,
    hint: () => 'a condition asks all of them',
  },
  'no-points': {
    severity: 'note',
    message: (p: Counted & { readonly all: string; readonly where: string }) =>
      `${p.runs} of ${runsText(p.all)} ${have(p.runs)} no points of \`${p.name}\`${p.where}`,
  },
  'no-place': {
    severity: 'note',
    message: (p: { readonly points: string }) =>
      `${p.points} ${p.points === '1' ? 'point has' : 'points have'} no place on the axis and ${p.points === '1' ? 'is' : 'are'} left out`,
    hint: () => 'a point is where both metrics have one at its step',
  },
  'no-partner': {
    severity: 'note',
    message: (p: { readonly points: string }) =>
      `${p.points} ${p.points === '1' ? 'point has' : 'points have'} no partner at the same step of the baseline and ${p.points === '1' ? 'is' : 'are'} left out`,
    hint: () => '`every 100` brings steps together',
  },
  'uneven-group': {
    severity: 'note',
    message: () => 'not all runs of a group have points at the same places: how many stand behind a point changes',
    hint: () => '`every 100` brings places together',
  },
  sampled: {
    severity: 'note',
    message: (p: Readonly<Record<'curves' | 'kept' | 'points' | 'how', string>>) =>
      `${p.kept} of the ${p.points} points of ${p.curves} ${p.curves === '1' ? 'curve' : 'curves'} are shown: ${p.how}`,
    hint: () => '`sample none` shows all',
  },
  'no-runs': {
    severity: 'note',
    message: (p: { readonly where: string }) => `there are no runs ${p.where}`,
    hint: () => '`xt import PATH` brings them in',
  },
  'nothing-meets': {
    severity: 'note',
    message: (p: { readonly condition: string }) => `no run meets \`${p.condition}\``,
  },
  'nothing-meets-all': {
    severity: 'note',
    message: (p: { readonly conditions: string }) => `no run meets all conditions: ${p.conditions}`,
  },
} as const;

/** Makes a note of an answer. */
export const answerNote = reporter(answerDiagnostics);

/** A count with commas between thousands. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

function runsText(count: string): string {
  return count === '1' ? '1 run' : `${count} runs`;
}

function have(count: string): string {
  return count === '1' ? 'has' : 'have';
}
