import { print } from '@xt/grammar';
import { printBound } from './bind/print-bound.ts';
import type { Compiled } from './compile.ts';
import type { Analysis } from './execute/analyze.ts';
import { describeStepCost, describeTotals } from './explain/describe-cost.ts';
import { describePlan } from './explain/describe-plan.ts';
import { describeStatements } from './explain/describe-statements.ts';
import { describeStep } from './explain/describe-step.ts';

/** One stage of a query under its name. */
export interface Section {
  readonly name: string;
  readonly text: string;
}

/** What a query took that was run to see. */
export interface Took {
  readonly compileMilliseconds: number;
  readonly analysis: Analysis;
}

/** Every stage of a compiled query, in order: what `xt explain` prints and the golden files hold. */
export function explainSections(compiled: Compiled, took?: Took): readonly Section[] {
  const { syntax, bound, plan, steps, statements, checks } = compiled;
  return [
    { name: 'canonical', text: print(syntax) },
    { name: 'bound', text: printBound(bound).trimEnd() },
    { name: 'plan', text: describePlan(plan) },
    { name: 'steps', text: describeSteps(steps, took?.analysis) },
    { name: 'totals', text: took === undefined ? '' : describeTotals(took.analysis, took.compileMilliseconds) },
    { name: 'postgres', text: describeStatements(statements, checks, 'postgres') },
    { name: 'clickhouse', text: describeStatements(statements, checks, 'clickhouse') },
  ].filter(({ text }) => text !== '');
}

/** The sections as one text. */
export function explainCompiled(compiled: Compiled, took?: Took): string {
  return explainSections(compiled, took)
    .map(({ name, text }) => `-- ${name} --\n${text}\n`)
    .join('\n');
}

function describeSteps({ steps, rows }: Compiled['steps'], analysis: Analysis | undefined): string {
  const lines = steps.flatMap((step) => {
    const cost = analysis?.steps.get(step.id);
    return cost === undefined ? [describeStep(step)] : [describeStep(step), describeStepCost(cost)];
  });
  return [...lines, `rows: step ${rows}`].join('\n');
}
