import { type Edges, reach, siblings } from '../local/kin.ts';
import type { FindKin } from '../plan/steps.ts';
import type { Rows } from '../stores/store.ts';
import type { Runs } from './run-set.ts';

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

/** Edges that came as bytes, two 32-bit numbers each, the greater byte first. */
export function edgesIn({ rows }: Rows): Edges {
  const bytes = rows[0]?.[0] ?? new Uint8Array(0);
  if (!(bytes instanceof Uint8Array)) throw new Error('Postgres gave no bytes where edges were asked for');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength / 8;
  const [parents, children] = [new Uint32Array(count), new Uint32Array(count)];
  for (let i = 0; i < count; i++) {
    parents[i] = view.getUint32(i * 8);
    children[i] = view.getUint32(i * 8 + 4);
  }
  return { parents, children };
}
