import type { Diagnostic } from '../diagnostic.ts';
import type { Span } from '../source.ts';
import { problem } from './problem.ts';

/** What to say of `SELECT columns FROM table`, with `rest` of the query behind it. */
export function sqlProblem(span: Span, columns: string, rest: string): Diagnostic {
  const clauses = rest
    .replace(/^where\b/i, 'where')
    .replace(/\s+/g, ' ')
    .replace(/;$/, '');
  const select = columns === '*' ? '' : `select ${columns}`;
  const hint = ['runs', clauses, select].filter((part) => part !== '').join(' ');
  return problem('foreign', span, { written: 'select … from', hint: `\`${hint}\`` });
}
