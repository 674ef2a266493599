import { reporter } from '@xt/grammar';

type OfRun = { readonly name: string; readonly run: string };
/** What the rows are, where they are no runs. */
type Meeting = { readonly thing?: string };
type Counted = { readonly runs: string; readonly name: string };

/** What only the data can tell: notes on what an answer leaves out, and why one is empty. */
const answerDiagnostics = {
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
  'not-compared': {
    severity: 'note',
    message: (p: Counted & { readonly all: string }) =>
      `${p.runs} of the ${runsText(p.all)} to compare ${have(p.runs)} no \`${p.name}\``,
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
  'kin-elsewhere': {
    severity: 'note',
    message: (p: { readonly runs: string }) =>
      `${runsText(p.runs)} of other projects ${p.runs === '1' ? 'is' : 'are'} left out`,
    hint: () => 'without `--project` the lineage has them too',
  },
  'several-parents': {
    severity: 'note',
    message: (p: { readonly runs: string; readonly path: string }) =>
      `${runsText(p.runs)} ${have(p.runs)} several ${p.path}s: the value is that of the first logged`,
    hint: () => 'a condition asks all of them',
  },
  'too-few-runs': {
    severity: 'note',
    message: (p: { readonly runs: string }) =>
      `${runsText(p.runs)} ${p.runs === '1' ? 'differs' : 'differ'} from no other`,
    hint: () => '`all` shows what a run has',
  },
  'read-as-others': {
    severity: 'note',
    message: (p: { readonly names: string; readonly are: string }) =>
      `${p.names} ${p.are} text in some runs, read as the numbers or bools of the others`,
  },
  'too-many-finals': {
    severity: 'error',
    message: (p: { readonly runs: string; readonly most: string }) =>
      `${runsText(p.runs)} have more than ${p.most} final metrics to compare`,
    hint: () => 'fewer runs, or other sections: `by params, tags`',
  },
  'not-two-runs': {
    severity: 'error',
    message: (p: Counted) => `\`${p.name}\` is compared between two runs, found ${runsText(p.runs)}`,
    hint: (p: Counted) => `\`diff '${p.name}' of run 'a', 'b'\``,
  },
  'no-artifact': {
    severity: 'error',
    message: (p: OfRun & { readonly where: string }) => `run \`${p.run}\` has no artifact \`${p.name}\`${p.where}`,
    hint: (p: OfRun) => `what it has: \`artifacts of run '${p.run}'\``,
  },
  'no-bytes': {
    severity: 'error',
    message: (p: OfRun) => `the bytes of \`${p.name}\` of run \`${p.run}\` are not in the store`,
    hint: () => 'its source gave its name and digest alone',
  },
  'not-a-text': {
    severity: 'error',
    message: (p: OfRun) => `\`${p.name}\` of run \`${p.run}\` is no text: its bytes are no UTF-8`,
    hint: (p: OfRun) => `its digest and size: \`artifacts of run '${p.run}' where name = '${p.name}'\``,
  },
  'text-too-long': {
    severity: 'error',
    message: (p: OfRun & { readonly bytes: string }) =>
      `\`${p.name}\` of run \`${p.run}\` has ${p.bytes} bytes; texts of up to 8 MiB are compared`,
  },
  'no-difference': {
    severity: 'note',
    message: (p: { readonly runs: string; readonly sections: string }) =>
      `the ${p.runs} runs have the same ${p.sections}`,
    hint: () => "artifacts are compared by name: `diff 'NAME' of …`",
  },
  'same-text': {
    severity: 'note',
    message: () => 'the texts are the same',
  },
  'no-line-feed': {
    severity: 'note',
    message: () => 'one of the texts ends in a line feed, the other does not',
  },
  'rough-diff': {
    severity: 'note',
    message: () => 'the texts differ in thousands of lines: these are shown as removed, then added',
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
    message: (p: Meeting & { readonly condition: string }) => `no ${p.thing ?? 'run'} meets \`${p.condition}\``,
  },
  'nothing-meets-all': {
    severity: 'note',
    message: (p: Meeting & { readonly conditions: string }) =>
      `no ${p.thing ?? 'run'} meets all conditions: ${p.conditions}`,
  },
  'none-there': {
    severity: 'note',
    message: (p: { readonly thing: string; readonly where: string }) => `there is no ${p.thing} ${p.where}`,
  },
  'none-at-point': {
    severity: 'note',
    message: (p: { readonly thing: string }) => `no ${p.thing} was there at this point`,
    hint: () => 'what has no step or time is not there at any',
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
