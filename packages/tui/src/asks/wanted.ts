import { paneRows, placePanes } from '../frame/layout.ts';
import { tagsText } from '../panes/details-tags.ts';
import { lineageColumns, siblingsText } from '../panes/lineage-tree.ts';
import { childrenOf, runsOfGroup } from '../query/below.ts';
import { quoteText } from '../query/splice.ts';
import { idColumn, withIds } from '../query/with-ids.ts';
import { idAt } from '../sheet/sheet.ts';
import { metricOfColumn } from '../state/best-rows.ts';
import {
  comparedGoalsText,
  comparedParts,
  comparedPartText,
  comparedText,
  comparedValuesText,
} from '../state/compared-asks.ts';
import { lacksMetrics } from '../state/first-columns.ts';
import { chosenIds, currentRun, markedOrCurrent, sheetOf } from '../state/select.ts';
import { type ShownRow, shownRows } from '../state/shown-rows.ts';
import type { PaneName, State } from '../state/state.ts';
import { columnNames } from '../state/table-columns.ts';
import type { Ask } from './ask.ts';
import { curvesAsks, namesAsk } from './curve-asks.ts';
import { leastRows } from './first-request.ts';
import { liveAsks } from './live-asks.ts';

/** Every question whose answer the screen shows now; who asks starts those that are new and ends those that are missing. */
export function wantedAsks(state: State): readonly Ask[] {
  const shown = new Set<PaneName>(placePanes(state).map(({ pane }) => pane));
  const curves = shown.has('curves') ? curvesAsks(state) : [];
  const names = state.curves.picked ? [] : namesAsk(state);
  // The first chart is waited for: what adorns the table can come behind it.
  if (state.answers.runs?.good === undefined && state.answers.runs?.status !== 'failed') {
    return [runsAsk(state), ...overlayAsks(state)];
  }
  if (curves.length > 0 && state.answers.curves?.good === undefined && state.answers.curves?.status !== 'failed') {
    return [runsAsk(state), ...curves];
  }
  return [
    runsAsk(state),
    ...belowAsks(state),
    ...childrenAsk(state),
    ...goalsAsk(state),
    ...firstMetricsAsk(state),
    ...names,
    ...curves,
    ...(shown.has('details') ? detailsAsk(state) : []),
    ...(shown.has('compare') ? compareAsk(state) : []),
    ...(shown.has('lineage') ? lineageAsk(state) : []),
    ...(shown.has('artifacts') ? artifactsAsk(state) : []),
    ...overlayAsks(state),
    ...liveAsks(state),
  ];
}

/** The rows around those that are seen. */
function runsAsk(state: State): Ask {
  const text = state.query.read?.asked ?? withIds(state.query.text);
  const { skip, limit } = rowsAround(state, text);
  return skip === 0 ? ask(state, 'runs', text, limit) : { ...ask(state, 'runs', text, limit), skip };
}

const mostRows = 1600;
const mostCells = 40_000;

/** From the first row on the part grows by doubling, so that going down asks rarely; far from there it goes along in steps. */
function rowsAround(state: State, text: string): { readonly skip: number; readonly limit: number } {
  const { open, landing } = state.runs;
  const isAnswered = landing === undefined || state.answers.runs?.good?.ask.text === text;
  const top = isAnswered ? state.runs.top : landing.top;
  const ahead = 2 * paneRows(state, 'runs');
  const sheet = sheetOf(state, 'runs');
  // What is best of a column is known of all rows alone; where that is little, all are fetched once the first chart is there.
  const isLittle = sheet !== undefined && sheet.total <= mostRows && sheet.total * sheet.columns.length <= mostCells;
  const wanted = Math.max(top + ahead, isLittle && !state.session.unparsed ? sheet.total : 0);
  let limit = leastRows;
  while (limit < wanted) limit *= 2;
  // Where rows below others are open, how many stand before a row is known only of those that are fetched; only runs can be skipped.
  if (limit <= mostRows || open.length > 0 || sheetOf(state, 'runs')?.source !== 'runs') return { skip: 0, limit };
  const step = mostRows / 4;
  return { skip: Math.floor(top / step) * step - step, limit: mostRows + ahead };
}

const mostBelow = 200;

/** What stands below the open rows, each in the columns of the table. */
function belowAsks(state: State): readonly Ask[] {
  if (state.runs.open.length === 0) return [];
  const rows = shownRows(state);
  return state.runs.open.flatMap((key) => {
    const index = rows.indexOf(key);
    const row = index === undefined ? undefined : rows.at(index);
    const text = row === undefined ? undefined : belowText(state, row);
    return text === undefined ? [] : [ask(state, `below ${key}`, text, mostBelow)];
  });
}

function belowText(state: State, { id, sheet, row }: ShownRow): string | undefined {
  if (id !== undefined) return withIds(childrenOf(state.query.text, id, columnNames(state)));
  const keys = sheet.columns
    .filter(({ role }) => role === 'key')
    .map((column) => ({ column, value: column.read(row) }));
  const runs = runsOfGroup(state.query.text, keys);
  return runs === undefined ? undefined : withIds(runs);
}

/** Which of the runs that are seen have children. */
function childrenAsk(state: State): readonly Ask[] {
  const rows = shownRows(state);
  const seen = Array.from({ length: paneRows(state, 'runs') }, (_, index) => rows.at(state.runs.top + index)?.id);
  const ids = seen.flatMap((id) => id ?? []);
  if (ids.length === 0) return [];
  return [
    ask(
      state,
      'children',
      `run ${ids.map(quoteText).join(', ')} where children > 0 select id as \`${idColumn}\``,
      ids.length,
    ),
  ];
}

function firstMetricsAsk(state: State): readonly Ask[] {
  return lacksMetrics(state) ? [ask(state, 'first-metrics', 'metrics sort by runs desc', 200)] : [];
}

// Beyond so many columns the whole list is shorter to ask for.
const mostGoals = 100;

/** Which way each metric of the table is better; it asks again only where that may have changed. */
export function goalsAsk(state: State): readonly Ask[] {
  const measured = (sheetOf(state, 'runs')?.columns ?? []).filter(({ role }) => role === 'value');
  if (measured.length === 0) return [];
  const few = measured.length > mostGoals ? [] : measured;
  const names = new Set(few.map(({ name }) => quoteText(metricOfColumn(name))));
  const which = names.size === 0 ? '' : ` where name in (${[...names].join(', ')})`;
  const text = `metrics${which} select name, goal`;
  return [{ slot: 'goals', text, limit: 20_000, revision: state.session.goals }];
}

function detailsAsk(state: State): readonly Ask[] {
  const id = currentRun(state);
  const { baseline } = state.runs;
  if (id === undefined) return [];
  const ids = baseline === undefined || baseline === id ? [id] : [id, baseline];
  const own = `run ${quoteText(id)}`;
  const kin = `depth, name, state, kind, fork_step, parent, id as \`${idColumn}\``;
  const files = `name, type, role, step, size, id as \`${idColumn}\``;
  return [
    ask(state, 'details', `run ${ids.map(quoteText).join(', ')} select *, id as \`${idColumn}\``, 2),
    ask(state, 'kin', `lineage of ${own} up 1 down 1 select ${kin} sort by depth`, 50),
    ...tagsAsk(state, ids),
    ask(state, 'files', `artifacts of ${own} select ${files} sort by step desc, name`, 50),
  ];
}

/** Once it is known which tags these runs have. */
function tagsAsk(state: State, ids: readonly string[]): readonly Ask[] {
  const details = sheetOf(state, 'details');
  const known =
    details === undefined ? [] : Array.from({ length: details.length }, (_, row) => idAt(details, row) ?? '');
  const text = details === undefined || !ids.every((id) => known.includes(id)) ? undefined : tagsText(details);
  return text === undefined ? [] : [ask(state, 'tags', text, 2)];
}

const mostCompared = 20_000;

/** The values of the metrics are asked when it is known which differ, and which way each is better. */
function compareAsk(state: State): readonly Ask[] {
  const text = comparedText(state);
  if (text === undefined) return [];
  const goals = comparedGoalsText(state);
  const values = comparedValuesText(state);
  const parts = comparedParts(state).map(comparedPartText);
  return [
    ask(state, 'compare', text, 5000),
    ...parts.map((part, index) => ask(state, `compared-part ${index}`, part, mostCompared)),
    ...(goals === undefined ? [] : [ask(state, 'compared-goals', goals, mostCompared)]),
    ...(values === undefined ? [] : [ask(state, 'compared-values', values, chosenIds(state).length)]),
  ];
}

// A sweep has thousands of runs beside each other.
const mostSiblings = 500;

function lineageAsk(state: State): readonly Ask[] {
  const id = currentRun(state);
  if (id === undefined) return [];
  const text = `lineage of run ${quoteText(id)} select ${lineageColumns(state)}`;
  return [ask(state, 'lineage', text, 2000), ask(state, 'siblings', siblingsText(state, id), mostSiblings)];
}

function artifactsAsk(state: State): readonly Ask[] {
  const ids = markedOrCurrent(state);
  if (ids.length === 0) return [];
  const columns = `run, name, type, role, step, size, digest, id as \`${idColumn}\``;
  return [ask(state, 'artifacts', `artifacts of run ${ids.map(quoteText).join(', ')} select ${columns}`, 2000)];
}

function overlayAsks({ overlay, session }: State): readonly Ask[] {
  if (overlay?.kind === 'prompt' && overlay.what.kind === 'note') {
    const [id, other] = overlay.what.ids;
    if (id === undefined || other !== undefined) return [];
    return [{ slot: 'note', text: `run ${quoteText(id)} select notes`, limit: 1, revision: session.revision }];
  }
  if (overlay?.kind !== 'choose') return [];
  switch (overlay.what) {
    case 'action':
    case 'columns':
      return [];
    case 'view':
      return [{ slot: 'views', text: 'views', limit: 1000, revision: session.revision }];
    case 'metrics':
      return [{ slot: 'metrics', text: 'metrics sort by runs desc', limit: 20_000, revision: session.revision }];
  }
}

function ask(state: State, slot: Ask['slot'], text: string, limit: number): Ask {
  return { slot, text, limit, revision: state.session.revision };
}
