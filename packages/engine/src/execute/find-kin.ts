import { type Edges, reach, siblings } from '../local/kin.ts';
import type { FindKin } from '../plan/steps.ts';
import type { Rows } from '../stores/store.ts';
import { type Runs, readRuns } from './run-set.ts';

/** The kin of the start, walked along the edges that the store gave. */
export function findKin({ relation, within }: FindKin, start: Runs, rows: Rows): Runs {
  const edges = edgesIn(rows);
  const most = within ?? Number.POSITIVE_INFINITY;
  switch (relation) {
    case 'descendant':
      return reach(edges, start, most, 'down');
    case 'ancestor':
      return reach(edges, start, most, 'up');
    case 'child':
      return reach(edges, start, 1, 'down');
    case 'parent':
      return reach(edges, start, 1, 'up');
    case 'sibling':
      return siblings(edges, start);
  }
}

/** Edges that came as one text: of each the number of the parent, then that of the child. */
export function edgesIn({ rows }: Rows): Edges {
  const numbers = readRuns((rows[0]?.[0] ?? null) as string | null);
  const count = numbers.length / 2;
  const [parents, children] = [new Uint32Array(count), new Uint32Array(count)];
  for (let i = 0; i < count; i++) {
    parents[i] = numbers[2 * i] ?? 0;
    children[i] = numbers[2 * i + 1] ?? 0;
  }
  return { parents, children };
}
