import type { Analysis, Given, PartCost, StatementCost, StepCost } from '../execute/analyze.ts';

/** What a step gave and took, in one line. */
export function describeStepCost({ gave, ...cost }: StepCost): string {
  return `   ${describeGiven(gave)} in ${describePart(cost)}`;
}

/** What a query took by its parts, and all its statements by their store. */
export function describeTotals(analysis: Analysis, compileMilliseconds: number): string {
  const { steps, notes, answer, rows } = analysis;
  const costs = [...steps.values()];
  const parts = [...costs, notes];
  const all = parts.flatMap(({ statements }) => statements);
  const took = compileMilliseconds + answer.milliseconds + sum(parts.map(({ milliseconds }) => milliseconds));
  return [
    `compile: ${ms(compileMilliseconds)}`,
    `steps: ${ms(sum(costs.map(({ milliseconds }) => milliseconds)))}`,
    `answer: ${counted(rows, 'row')} in ${ms(answer.milliseconds)}`,
    `notes: ${describePart(notes)}`,
    ...(['postgres', 'clickhouse'] as const).map((store) => describeStore(store, all)),
    `all: ${ms(took)}, one step and one statement after another; a query runs at the same time what can be`,
  ].join('\n');
}

function describeGiven({ count, what }: Given): string {
  return counted(count, what);
}

function describePart({ milliseconds, statements }: PartCost): string {
  if (statements.length === 0) return `${ms(milliseconds)}, no statement`;
  return `${ms(milliseconds)}: ${statements.map(describeStatement).join('; ')}`;
}

function describeStatement({ store, milliseconds, read }: StatementCost): string {
  return `${store} ${ms(milliseconds)}${read === undefined ? '' : `, ${counted(read.rows, 'row')} read`}`;
}

function describeStore(store: StatementCost['store'], all: readonly StatementCost[]): string {
  const own = all.filter((statement) => statement.store === store);
  const reads = own.flatMap(({ read }) => read ?? []);
  const rows = sum(reads.map((read) => read.rows));
  const bytes = sum(reads.map((read) => read.bytes));
  const read = reads.length === 0 ? '' : `; ${counted(rows, 'row')} and ${counted(bytes, 'byte')} read`;
  return `${store}: ${counted(own.length, 'statement')} in ${ms(sum(own.map(({ milliseconds }) => milliseconds)))}${read}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
