import type { Edges } from './kin.ts';

/** Runs beside one of their relatives each, a run's in the order of its edges; 0 where there is none. */
export interface Beside {
  readonly owners: Uint32Array;
  readonly relatives: Uint32Array;
}

/** Each run beside each of its parents. */
export function besideParents(runs: Uint32Array, { parents, children }: Edges): Beside {
  const most = Math.max(greatest(runs), greatest(children));
  // Of each child its first and its last edge, of each edge the next of its child; 0 where there is none, else counted from 1.
  const [first, last] = [new Uint32Array(most + 1), new Uint32Array(most + 1)];
  const next = new Uint32Array(parents.length + 1);
  for (let edge = 1; edge <= parents.length; edge++) {
    const child = children[edge - 1] as number;
    let known = first[child] as number;
    while (known !== 0 && parents[known - 1] !== parents[edge - 1]) known = next[known] as number;
    if (known !== 0) continue;
    if (first[child] === 0) first[child] = edge;
    else next[last[child] as number] = edge;
    last[child] = edge;
  }
  return besideEach(runs, (run) => {
    const found: number[] = [];
    for (let edge = first[run] as number; edge !== 0; edge = next[edge] as number)
      found.push(parents[edge - 1] as number);
    return found;
  });
}

function greatest(runs: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < runs.length; at++) most = Math.max(most, runs[at] as number);
  return most;
}

/** Each run beside each of its roots, which have no parents: itself, if it has none. A cycle with no way up has no root. */
export function besideRoots(runs: Uint32Array, edges: Edges): Beside {
  const isChild = new Set<number>();
  const children = new Map<number, number[]>();
  for (let i = 0; i < edges.children.length; i++) {
    const [parent, child] = [edges.parents[i] as number, edges.children[i] as number];
    isChild.add(child);
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [child]);
    else known.push(child);
  }
  const roots = new Map<number, number[]>();
  const all = new Set([...runs, ...children.keys()]);
  for (const root of [...all].filter((run) => !isChild.has(run)).sort((a, b) => a - b)) {
    for (const below of reachedFrom(root, children)) {
      const known = roots.get(below);
      if (known === undefined) roots.set(below, [root]);
      else known.push(root);
    }
  }
  return besideEach(runs, (run) => roots.get(run) ?? []);
}

/** Each run beside the root at the end of the way up that goes by first parents, of edges in the order logged. */
export function besideFirstRoot(runs: Uint32Array, edges: Edges): Beside {
  const first = new Map<number, number>();
  for (let i = 0; i < edges.children.length; i++) {
    const child = edges.children[i] as number;
    if (!first.has(child)) first.set(child, edges.parents[i] as number);
  }
  const known = new Map<number, number>();
  const rootOf = (run: number): number => {
    const way = new Set<number>();
    let at = run;
    let root = known.get(at);
    while (root === undefined) {
      way.add(at);
      const parent = first.get(at);
      // A cycle leads to no root.
      if (parent === undefined) root = at;
      else if (way.has(parent)) root = 0;
      else {
        at = parent;
        root = known.get(at);
      }
    }
    for (const each of way) known.set(each, root);
    return root;
  };
  return { owners: runs, relatives: runs.map(rootOf) };
}

/** Only the first relative of each run, and how many have several. */
export function firstOfEach({ owners, relatives }: Beside): { readonly first: Beside; readonly several: number } {
  const seen = new Map<number, number>();
  const rows = [...owners.keys()].filter((row) => {
    const owner = owners[row] as number;
    const count = seen.get(owner) ?? 0;
    seen.set(owner, count + 1);
    return count === 0;
  });
  const pick = (of: Uint32Array) => Uint32Array.from(rows, (row) => of[row] as number);
  const several = [...seen.values()].filter((count) => count > 1).length;
  return { first: { owners: pick(owners), relatives: pick(relatives) }, several };
}

function reachedFrom(root: number, children: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const reached = new Set([root]);
  // A set hands out what is added while it is walked.
  for (const run of reached) for (const child of children.get(run) ?? []) reached.add(child);
  return reached;
}

function besideEach(runs: Uint32Array, relativesOf: (run: number) => readonly number[]): Beside {
  const owners: number[] = [];
  const relatives: number[] = [];
  for (const run of runs) {
    const found = relativesOf(run);
    for (const relative of found.length === 0 ? [0] : found) {
      owners.push(run);
      relatives.push(relative);
    }
  }
  return { owners: Uint32Array.from(owners), relatives: Uint32Array.from(relatives) };
}
