import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import { functionName } from '../parser/build.ts';
import { printExpression } from '../print/print-expression.ts';
import { spanOf } from '../source.ts';
import type { Expression } from '../syntax.ts';
import { problem } from './problem.ts';

const modules = /^(np|numpy|math|torch|tf|jnp|pd|F)$/;
const operators: ReadonlyMap<string, string> = new Map([
  ['startswith', 'starts with'],
  ['startsWith', 'starts with'],
  ['endswith', 'ends with'],
  ['endsWith', 'ends with'],
  ['contains', 'contains'],
  ['includes', 'contains'],
  ['has', 'contains'],
  ['match', 'matches'],
  ['matches', 'matches'],
  ['search', 'matches'],
  ['like', 'like'],
]);
const tests: ReadonlyMap<string, string> = new Map([
  ['isna', 'is missing'],
  ['isnull', 'is missing'],
  ['isnan', 'is nan'],
  ['notna', 'is not missing'],
  ['notnull', 'is not missing'],
]);

/** What to say of a function whose name is no word: `name.startswith('a')`, `val.acc.max()`, `val.loss/max(x)`. */
export function methodProblem(name: IToken, items: readonly Expression[]): Diagnostic | undefined {
  const [, before, joint, last] = /^(.*)([./@-])([^./@-]+)$/s.exec(name.image) ?? [];
  if (before === undefined || joint === undefined || last === undefined) return undefined;
  const list = items.map((item) => printExpression(item)).join(', ');
  const span = spanOf(name);
  if (joint === '.') return problem('foreign', span, { written: name.image, hint: methodHint(before, last, list) });
  const hint = `an operator beside a name needs blanks: \`${before} ${joint} ${last}(${list})\``;
  return problem('unknown-function', span, { name: name.image, hint });
}

function methodHint(before: string, method: string, list: string): string {
  const operator = operators.get(method);
  const test = tests.get(method);
  if (modules.test(before)) return `\`${functionName(method)}(${list})\``;
  if (operator !== undefined) return `\`${before} ${operator} ${list}\``;
  if (test !== undefined) return `\`${before} ${test}\``;
  if (method === 'isin') return `\`${before} in (…)\``;
  return `a function stands before its value: \`${functionName(method)}(${[before, list].filter((part) => part !== '').join(', ')})\``;
}
