import { print } from '@xt/grammar';
import { printBound } from './bind/print-bound.ts';
import type { Compiled } from './compile.ts';
import { describePlan } from './explain/describe-plan.ts';
import { describeStatements } from './explain/describe-statements.ts';
import { describeStep } from './explain/describe-step.ts';

/** One stage of a query under its name. */
export interface Section {
  readonly name: string;
  readonly text: string;
}

/** Every stage of a compiled query, in order: what `xt explain` prints and the golden files hold. */
export function explainSections({ syntax, bound, plan, steps, statements, checks }: Compiled): readonly Section[] {
  return [
    { name: 'canonical', text: print(syntax) },
    { name: 'bound', text: printBound(bound).trimEnd() },
    { name: 'plan', text: describePlan(plan) },
    { name: 'steps', text: [...steps.steps.map(describeStep), `rows: step ${steps.rows}`].join('\n') },
    { name: 'postgres', text: describeStatements(statements, checks, 'postgres') },
    { name: 'clickhouse', text: describeStatements(statements, checks, 'clickhouse') },
  ].filter(({ text }) => text !== '');
}

/** The sections as one text. */
export function explainCompiled(compiled: Compiled): string {
  return explainSections(compiled)
    .map(({ name, text }) => `-- ${name} --\n${text}\n`)
    .join('\n');
}
