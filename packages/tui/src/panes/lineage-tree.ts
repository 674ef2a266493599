import { metricName } from '../query/curves-of.ts';
import { quoteName, quoteText } from '../query/splice.ts';
import { idColumn } from '../query/with-ids.ts';
import { columnNamed, idAt, type Sheet, textAt } from '../sheet/sheet.ts';
import { currentRun, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';

/** One run of the tree: its row in one of the answers, and what is drawn before its name. */
export interface TreeRow {
  readonly sheet: Sheet;
  readonly row: number;
  readonly id: string;
  readonly branch: string;
}

/** The tree around the current run: those above and below it, and those that have a parent in common with it. */
export function lineageTree(state: State): readonly TreeRow[] {
  const own = sheetOf(state, 'lineage');
  const siblings = siblingsSheet(state);
  return own === undefined ? [] : treeRows(siblings === undefined ? [own] : [own, siblings]);
}

/** The siblings of the current run; nothing while those of another are there. */
export function siblingsSheet(state: State): Sheet | undefined {
  const id = currentRun(state);
  const lineage = sheetOf(state, 'lineage');
  const good = state.answers.siblings?.good;
  if (id === undefined || lineage === undefined || good === undefined) return undefined;
  const isOfCurrent = Array.from({ length: lineage.length }, (_, row) => idAt(lineage, row)).includes(id);
  return isOfCurrent && good.ask.text === siblingsText(state, id) ? good.sheet : undefined;
}

/** The query of the siblings of a run, in the columns of its lineage. */
export function siblingsText(state: State, id: string): string {
  return `lineage of runs where sibling of ${quoteText(id)} down 0 select ${lineageColumns(state)} sort by created`;
}

/** What the tree shows of each run. */
export function lineageColumns({ curves }: State): string {
  // What a query of curves draws may be computed of metrics.
  const [metric] = curves.of === undefined ? curves.metrics : [];
  const value = metric === undefined ? '' : `, ${metricName(metric)} as ${quoteName(metric)}`;
  return `depth, name, state, kind, fork_step, parent, created, id as \`${idColumn}\`${value}`;
}

/** The runs in the order of a tree: each below its parent, the oldest first, a run once, whatever the edges. */
function treeRows(sheets: readonly Sheet[]): readonly TreeRow[] {
  const nodes = new Map<string, { readonly sheet: Sheet; readonly row: number; readonly id: string }>();
  for (const sheet of sheets) {
    for (let row = 0; row < sheet.length; row++) {
      const id = idAt(sheet, row) ?? '';
      if (!nodes.has(id)) nodes.set(id, { sheet, row, id });
    }
  }
  type Node = NonNullable<ReturnType<typeof nodes.get>>;
  const below = new Map<string, Node[]>();
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parent = textAt(node.sheet, 'parent', node.row);
    if (parent === undefined || parent === node.id || !nodes.has(parent)) roots.push(node);
    else below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const add = (node: Node, branch: string, deeper: string): void => {
    if (seen.has(node.id)) return;
    seen.add(node.id);
    rows.push({ ...node, branch });
    const children = (below.get(node.id) ?? []).filter(({ id }) => !seen.has(id)).toSorted(byCreation);
    for (const [index, child] of children.entries()) {
      const isLast = index === children.length - 1;
      add(child, `${deeper}${isLast ? '└─ ' : '├─ '}`, `${deeper}${isLast ? '   ' : '│  '}`);
    }
  };
  for (const root of roots) add(root, '', '');
  // Where a cycle has no run without a parent, it begins at the first.
  for (const node of nodes.values()) add(node, '', '');
  return rows;
}

function byCreation(a: { readonly sheet: Sheet; readonly row: number }, b: typeof a): number {
  const [first, second] = [a, b].map(({ sheet, row }) =>
    Number(columnNamed(sheet, 'created')?.read(row) ?? Number.NaN),
  );
  const difference = (first ?? 0) - (second ?? 0);
  return Number.isNaN(difference) ? 0 : difference;
}
