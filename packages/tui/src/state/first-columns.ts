import { chooseColumns } from '../query/choose-columns.ts';
import { type Sheet, textAt } from '../sheet/sheet.ts';
import { metricOfColumn } from './best-rows.ts';
import type { State } from './state.ts';
import { columnNames, headColumn, tableColumns } from './table-columns.ts';
import { withText } from './with-text.ts';

/** True while nobody has said what to show, and the metrics by which runs are told apart are not in the query yet. */
export function lacksMetrics({ query, session, overlay }: State): boolean {
  const { isOpen, past, future, editor } = query;
  const isAsAtFirst = isOpen === true && past.length === 0 && future.length === 0;
  return isAsAtFirst && !session.unparsed && editor === undefined && overlay === undefined;
}

/**
 * The state whose query shows the first metrics of a list behind what each run is; the cursor stays where it is. Where better ones
 * may come yet, as in a store whose training begins, the query stays open for them.
 */
export function withFirstMetrics(state: State, metrics: Sheet): State {
  if (!lacksMetrics(state)) return state;
  const columns = tableColumns(state);
  const head = headColumn(columns);
  const names = columnNames(state);
  const place = head === undefined ? -1 : names.indexOf(head.column.name);
  const known = knownMetrics(metrics);
  const first = firstMetrics(known);
  const rank = Math.max(none, ...first.map(rankOf));
  const shown = known.filter(({ name }) => names.some((column) => metricOfColumn(column) === name));
  if (place < 0 || rank === none) return state;
  const { isOpen: _, ...closed } = state.query;
  const query = rank === best ? closed : state.query;
  if (rank <= Math.max(none, ...shown.map(rankOf))) return { ...state, query };
  const added = first.filter((metric) => !shown.includes(metric)).map(({ name }) => name);
  const text = chooseColumns(query.text, names.toSpliced(place + 1, 0, ...added));
  return { ...state, query: text === undefined ? closed : withText(query, text, state.session) };
}

/** A metric, its goal or an empty text, and how many runs have it. */
interface KnownMetric {
  readonly name: string;
  readonly goal: string;
  readonly runs: number;
}

function knownMetrics(sheet: Sheet): readonly KnownMetric[] {
  const known = new Map<string, KnownMetric>();
  for (let row = 0; row < sheet.length; row++) {
    const [name, goal] = [textAt(sheet, 'name', row) ?? '', textAt(sheet, 'goal', row) ?? ''];
    const runs = Number(textAt(sheet, 'runs', row) ?? 0) + (known.get(name)?.runs ?? 0);
    // Where projects see it differently it has none.
    known.set(name, { name, runs, goal: (known.get(name)?.goal ?? goal) === goal ? goal : '' });
  }
  return [...known.values()];
}

const ofEvaluation = /(?:^|[^a-z])(?:val|valid|validation|eval|test|dev)(?:[^a-z]|$)/i;
const [none, best] = [-1, 3];

/** Those with a goal come before others, and then those of an evaluation before those of training. */
function rankOf({ name, goal }: KnownMetric): number {
  return 2 * Number(goal !== '') + Number(ofEvaluation.test(name));
}

/**
 * Of the metrics with a goal the one that a person would look at first, and one of the other direction: those of an evaluation
 * before those of training, those of most runs, what is to be large before what is to be small.
 */
function firstMetrics(known: readonly KnownMetric[]): readonly KnownMetric[] {
  const sorted = known.toSorted(
    (a, b) => rankOf(b) - rankOf(a) || b.runs - a.runs || (a.goal < b.goal ? -1 : Number(a.goal > b.goal)),
  );
  const [first] = sorted;
  if (first === undefined) return [];
  const other = sorted.find(({ goal }) => goal !== '' && goal !== first.goal);
  return first.goal === '' || other === undefined ? [first] : [first, other];
}
