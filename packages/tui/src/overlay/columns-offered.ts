import type { CompletionItem } from '@xt/engine';
import { plainName } from '../query/plain-name.ts';
import { readQuery, withClauses } from '../query/splice.ts';
import { stageStart } from '../query/stage.ts';
import type { State } from '../state/state.ts';
import { columnNames } from '../state/table-columns.ts';

/** A column that can be chosen: as the query spells it, what it is, and how many runs have it. */
export interface OfferedColumn {
  readonly text: string;
  readonly kind: CompletionItem['kind'] | 'shown';
  readonly runs?: number;
}

/** Every column that the query could have: those that are shown first, then the others, the most used first. */
export function columnsOffered(state: State): readonly OfferedColumn[] {
  const known = state.known?.of === selectPlace(state.query.text) ? (state.known?.items ?? []) : [];
  const names = columnNames(state);
  const isShown = new Set(names);
  const found = new Map<string, OfferedColumn>();
  const others: OfferedColumn[] = [];
  const kinds = ofGroups(state.query.text) ? groupKinds : columnKinds;
  for (const item of known) {
    if (!kinds.has(item.kind)) continue;
    const name = plainName(item.text);
    if (isShown.has(name)) found.set(name, item);
    else others.push(item);
  }
  return [...names.map((name): OfferedColumn => found.get(name) ?? { text: name, kind: 'shown' }), ...others];
}

/** What the columns of the table are called in a query. */
export function shownTexts(state: State): readonly string[] {
  const shown = new Set(columnNames(state));
  return columnsOffered(state)
    .slice(0, shown.size)
    .map(({ text }) => text);
}

/** The text behind which the columns of a query would stand; undefined where it has none to choose. */
export function selectPlace(text: string): string | undefined {
  const query = readQuery(text);
  if (query === undefined) return undefined;
  const start = stageStart(query.clauses);
  const clauses = query.clauses.filter(({ kind }, index) => index < start || kind !== 'select');
  return `${withClauses({ ...query, comments: [] }, clauses).replaceAll('\n', ' ')} select `;
}

// Of a group a name alone has no value: what is made of it has.
const groupKinds: ReadonlySet<CompletionItem['kind']> = new Set(['column']);
const columnKinds: ReadonlySet<CompletionItem['kind']> = new Set(['field', 'metric', 'param', 'tag', 'column']);

function ofGroups(text: string): boolean {
  return readQuery(text)?.clauses.some(({ kind }) => kind === 'group') === true;
}
