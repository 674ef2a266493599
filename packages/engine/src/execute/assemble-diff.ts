import type { Diagnostic } from '@xt/grammar';
import type { Table } from '../arrow/index.ts';
import { buildTable, type Column } from '../arrow/index.ts';
import type { Difference } from '../local/diff-runs.ts';
import { besideEachOther, type DiffLine, diffText, nearChanges } from '../local/diff-text.ts';
import type { DiffSteps, TextDiffSteps } from '../plan/steps.ts';
import { answerNote, countText } from './diagnostics.ts';
import { differencesOf, type Results, runsOf, textsOf } from './results.ts';
import { shownNames } from './run-names.ts';

interface Assembled {
  readonly table: Table;
  readonly rows: number;
  readonly notes: readonly Diagnostic[];
}

/** More runs have no column each. */
const mostColumns = 8;

/** A row for each name that the runs differ in: one column a run, of many runs what they have between them. */
export function assembleDiff(steps: DiffSteps, results: Results): Assembled {
  const runs = runsOf(results, steps.rows);
  const all = differencesOf(results, steps.facts)(steps.all);
  const rows = all.slice(0, steps.limit ?? all.length);
  const names: readonly Column[] = [
    { name: 'section', type: 'text', values: rows.map(({ section }) => section) },
    { name: 'name', type: 'text', values: rows.map(({ name }) => name) },
  ];
  const values = runs.length > mostColumns ? valuesBetween(rows) : valuesOfEach(rows, steps, results);
  const coerced = all.filter(({ isCoerced }) => isCoerced === true).map(({ name }) => name);
  const why = all.length === 0 || runs.length < 2 ? noneNote(steps, runs.length) : [];
  return { table: buildTable([...names, ...values]), rows: all.length, notes: [...why, ...coercedNote(coerced)] };
}

/** Why nothing differs: of fewer than two runs nothing can; of others it is said what was compared. */
function noneNote({ steps, facts, all }: DiffSteps, runs: number): readonly Diagnostic[] {
  if (runs < 2) return [answerNote('too-few-runs', undefined, { runs: countText(runs) })];
  const step = steps.find(({ id }) => id === facts);
  if (all || step?.kind !== 'fetch-facts') return [];
  const named = step.sections.map((section) => (section === 'metrics' ? 'final metrics' : section));
  const sections = named.length === 1 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
  return [answerNote('no-difference', undefined, { runs: countText(runs), sections })];
}

const mostNamed = 3;

function coercedNote(names: readonly string[]): readonly Diagnostic[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNamed).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  const said = [...shown, ...(more === 0 ? [] : [`${countText(more)} more`])].join(', ');
  return [answerNote('read-as-others', undefined, { names: said, are: names.length === 1 ? 'is' : 'are' })];
}

function valuesOfEach(rows: readonly Difference[], steps: DiffSteps, results: Results): readonly Column[] {
  const runs = runsOf(results, steps.rows);
  return shownNames(results, steps.names, runs, ['section', 'name']).map((name, run): Column => {
    const values = rows.map((row) => row.values.find((each) => each.runs.includes(run))?.shown ?? null);
    return { name, type: 'mixed', values };
  });
}

function valuesBetween(rows: readonly Difference[]): readonly Column[] {
  return [
    { name: 'distinct', type: 'integer', values: rows.map(({ values }) => values.length) },
    { name: 'missing', type: 'integer', values: rows.map(({ missing }) => missing) },
    { name: 'values', type: 'text', values: rows.map(listValues) },
  ];
}

/** So many values are listed. */
const mostListed = 8;

/** The values that most runs have, each with how many; of as many by their text, whatever the order of the runs. */
function listValues({ values }: Difference): string {
  const ordered = values.toSorted((a, b) => b.runs.length - a.runs.length || (a.shown < b.shown ? -1 : 1));
  const listed = ordered.slice(0, mostListed).map(({ shown, runs }) => {
    return `${plainText(shown)}${runs.length === 1 ? '' : ` (${countText(runs.length)})`}`;
  });
  const more = values.length - listed.length;
  return [...listed, ...(more === 0 ? [] : [`… ${countText(more)} more`])].join(', ');
}

/** A text without its quotes, all else as it stands. */
function plainText(json: string): string {
  if (!json.startsWith('"')) return json;
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

/** So many equal lines are shown before and after a difference. */
const context = 3;

/** A row for each line near a difference, or each pair of lines beside each other. */
export function assembleTextDiff(steps: TextDiffSteps, results: Results): Assembled {
  const [a, b] = textsOf(results, steps.texts);
  const { lines, isRough } = diffText(a, b);
  const chosen = steps.all ? lines : nearChanges(lines, context);
  const columns = steps.sideBySide ? sideBySide(chosen, steps, results) : unified(chosen);
  const rows = columns[0]?.values.length ?? 0;
  const shown = columns.map((column) => ({ ...column, values: column.values.slice(0, steps.limit ?? rows) }));
  const isSame = lines.every(({ change }) => change === 'same');
  return {
    table: buildTable(shown),
    rows,
    notes: [
      ...(isSame && a === b ? [answerNote('same-text', undefined, {})] : []),
      ...(a.endsWith('\n') !== b.endsWith('\n') ? [answerNote('no-line-feed', undefined, {})] : []),
      ...(isRough ? [answerNote('rough-diff', undefined, {})] : []),
    ],
  };
}

/** A column whose values are cells. */
type Cells = Column & { readonly values: readonly (string | number | null)[] };

const unifiedMarks = { same: '', removed: 'removed', added: 'added' } as const;

function unified(lines: readonly DiffLine[]): readonly Cells[] {
  return [
    { name: 'from', type: 'integer', values: lines.map(({ from }) => from ?? null) },
    { name: 'to', type: 'integer', values: lines.map(({ to }) => to ?? null) },
    { name: 'change', type: 'text', values: lines.map(({ change }) => unifiedMarks[change]) },
    { name: 'line', type: 'text', values: lines.map(({ text }) => text) },
  ];
}

const pairMarks = { same: '', changed: '|', removed: '<', added: '>' } as const;

function sideBySide(lines: readonly DiffLine[], steps: TextDiffSteps, results: Results): readonly Cells[] {
  const pairs = besideEachOther(lines);
  const taken = ['from', 'change', 'to'];
  const [first = '', second = ''] = shownNames(results, steps.names, runsOf(results, steps.rows), taken);
  return [
    { name: 'from', type: 'integer', values: pairs.map(({ from }) => from?.from ?? null) },
    { name: first, type: 'text', values: pairs.map(({ from }) => from?.text ?? null) },
    { name: 'change', type: 'text', values: pairs.map(({ change }) => pairMarks[change]) },
    { name: 'to', type: 'integer', values: pairs.map(({ to }) => to?.to ?? null) },
    { name: second, type: 'text', values: pairs.map(({ to }) => to?.text ?? null) },
  ];
}
