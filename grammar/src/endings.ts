import type { Source } from './syntax.ts';

/** Words that outside parentheses begin a clause or end a column, and so are no part of an operand. */
export interface Endings {
  readonly at?: true;
  readonly smooth?: true;
  readonly band?: true;
  readonly kin?: true;
}

/** What ends an operand in the columns of `curves`: `curves parent of run 'x'` draws a metric named `parent`. */
export const curveColumnEndings: Endings = { kin: true };

/** What ends an operand in the clauses of a query with this source. */
export function clauseEndings(source: Source['kind'] | undefined): Endings {
  switch (source) {
    case 'curves':
      return { smooth: true, band: true };
    case 'artifacts':
    case 'diff':
      return { at: true };
    default:
      return {};
  }
}
