import type { HasValue } from '../plan/rank-keys.ts';
import { form, infix, postfix, prefix, raw, type Sql } from './sql.ts';

/** Whether a row has what it is ranked by, and that is not NaN; `keys` are the values of its keys. */
export function hasValue(has: HasValue, keys: readonly Sql[]): Sql {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a rank has a key');
  switch (has) {
    case 'number':
      return prefix(
        'NOT',
        form((x) => `isNaN(${x})`, first),
      );
    case 'type':
      return infix('<', first, raw('1'));
    case 'any':
      return postfix(last, 'IS NOT NULL');
  }
}
