import type { Edges } from './kin.ts';

/** Runs beside one of their relatives each; 0 where there is none. */
export interface Beside {
  readonly owners: Uint32Array;
  readonly relatives: Uint32Array;
}

/** Each run beside each of its parents. */
export function besideParents(runs: Uint32Array, edges: Edges): Beside {
  const parents = new Map<number, Set<number>>();
  for (let i = 0; i < edges.children.length; i++) {
    const child = edges.children[i] as number;
    const known = parents.get(child);
    if (known === undefined) parents.set(child, new Set([edges.parents[i] as number]));
    else known.add(edges.parents[i] as number);
  }
  return besideEach(runs, (run) => [...(parents.get(run) ?? [])]);
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
