import type { Clause, Query } from '@xt/grammar';
import { readQuery, withClauses } from './splice.ts';

/** What a query has that the one before had not: its new clauses, of a longer `where` the new conditions alone. */
export function writtenText(before: string, after: string): string | undefined {
  const [old, now] = [readQuery(before), readQuery(after)];
  if (old === undefined || now === undefined) return undefined;
  const had = new Set(old.clauses.map((clause) => clauseText(old, clause)));
  const written = now.clauses.filter((clause) => !had.has(clauseText(now, clause)));
  const texts = written.map((clause) => addedText(old, now, clause));
  return texts.length === 0 ? undefined : texts.join(' ');
}

function addedText(old: Query, now: Query, clause: Clause): string {
  const whole = clauseText(now, clause);
  if (clause.kind !== 'where') return whole;
  for (const before of old.clauses) {
    const start = before.kind === 'where' ? `${clauseText(old, before)} and ` : undefined;
    if (start !== undefined && whole.startsWith(start)) return `and ${whole.slice(start.length)}`;
  }
  return whole;
}

/** A clause as it is printed in a query of its kind. */
function clauseText(query: Query, clause: Clause): string {
  const bare = { ...query, comments: [], clauses: [] };
  return withClauses({ ...bare, clauses: [clause] }, [clause])
    .slice(withClauses(bare, []).length)
    .trim();
}
