import type { TreeChart, TreeNode } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { groupRows } from './group-rows.ts';
import { takeRows } from './keep-rows.ts';
import type { Built } from './make-chart.ts';
import { isNumeric } from './measures.ts';
import { measureOf, type Result } from './read-result.ts';

// More are no picture any more.
const mostNodes = 1000;

/** The tree of a lineage, coloured by its first value: of a run with several parents the edge to the first is drawn. */
export function treeChart(all: Result): Built<TreeChart> {
  const result = byName(all);
  const column = (name: string) => result.columns.find((c) => c.name === name);
  const [ids, parents] = [column('id'), column('parent')];
  if (result.source !== 'lineage' || ids === undefined || parents === undefined) {
    throw new ChartError(
      '`tree` needs a lineage with the columns `id` and `parent`',
      "for example: `lineage of run 'x'`, or with `select id, name, parent, val.acc`",
    );
  }
  if (result.rows > mostNodes) {
    throw new ChartError(
      `\`tree\` shows ${mostNodes} runs at most; the result has ${result.rows}`,
      '`up 1 down 1`, `where` or `limit` leave some out',
    );
  }
  const edges = new Set(['depth', 'fork_step']);
  const byId = new Map(Array.from({ length: result.rows }, (_, row) => [ids.text(row) ?? '', row]));
  const parentOf = (row: number) => byId.get(parents.text(row) ?? '');
  const name = result.columns.find(({ role }) => role === 'run') ?? ids;
  const value = result.columns
    .filter(({ role, name: own }) => (role === 'value' || role === 'param') && !edges.has(own))
    .find(isNumeric);
  const kind = column('kind');
  const facts = result.columns.filter((c) => ![ids, parents, name, kind, column('depth')].includes(c));
  const places = layOut(result.rows, parentOf);
  const nodes = Array.from({ length: result.rows }, (_, row): TreeNode => {
    const [number, parent, edge] = [value?.numbers[row] ?? Number.NaN, parentOf(row), kind?.text(row) ?? null];
    const place = places.get(row) ?? { depth: 0, row: 0 };
    return {
      label: name.text(row) ?? ids.text(row) ?? '',
      ...place,
      ...(Number.isFinite(number) ? { value: number } : {}),
      ...(parent === undefined || places.get(parent)?.depth !== place.depth - 1 ? {} : { parent }),
      ...(edge === null ? {} : { edge }),
      facts: facts.flatMap((fact) => {
        const text = isNumeric(fact) ? String(fact.numbers[row]) : fact.text(row);
        return text === null || fact.text(row) === null ? [] : [[fact.name, text] as const];
      }),
    };
  });
  return {
    chart: { kind: 'tree', ...(value === undefined ? {} : { color: measureOf(value, false) }), nodes },
    notes: [],
  };
}

/** The runs by their names, in which 10 comes after 9, so that siblings are found. */
function byName(result: Result): Result {
  const columns = ['run', 'id'].flatMap((role) => result.columns.find((column) => column.role === role) ?? []);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const key = (row: number, at: number) => columns[at]?.text(row) ?? '';
  const rows = Array.from({ length: result.rows }, (_, row) => row);
  return takeRows(
    result,
    rows.toSorted((a, b) => compare(key(a, 0), key(b, 0)) || compare(key(a, 1), key(b, 1))),
  );
}

/** A row for each leaf, in the order of the rows; a parent in the middle of its children. A cycle is cut where it closes. */
function layOut(
  rows: number,
  parentOf: (row: number) => number | undefined,
): ReadonlyMap<number, { readonly depth: number; readonly row: number }> {
  const children = groupRows(
    Array.from({ length: rows }, (_, row) => row),
    (row) => parentOf(row),
  );
  const places = new Map<number, { depth: number; row: number }>();
  let leaves = 0;
  const place = (row: number, depth: number): number => {
    places.set(row, { depth, row: 0 });
    const at = (children.get(row) ?? []).filter((child) => !places.has(child)).map((child) => place(child, depth + 1));
    const [first, last] = [at[0], at.at(-1)];
    const middle = first === undefined || last === undefined ? leaves++ : (first + last) / 2;
    places.set(row, { depth, row: middle });
    return middle;
  };
  for (const root of children.get(undefined) ?? []) place(root, 0);
  // What is left is on cycles: each is cut at the first of its rows.
  for (let row = 0; row < rows; row++) if (!places.has(row)) place(row, 0);
  return places;
}
