/** Edges from parent to child, side by side. */
export interface Edges {
  readonly parents: ArrayLike<number>;
  readonly children: ArrayLike<number>;
}

/**
 * Every node that can be reached from a start other than itself in at most `most` edges. Each node keeps the two starts
 * that are nearest to it, so that cycles end, no start counts for being its own, and the walk is linear in the edges.
 */
export function reach(edges: Edges, starts: ArrayLike<number>, most: number, direction: 'down' | 'up'): Uint32Array {
  const [from, to] = direction === 'down' ? [edges.parents, edges.children] : [edges.children, edges.parents];
  const next = adjacency(from, to);
  const nearest = new Map<number, number>();
  const second = new Set<number>();
  const visit = (node: number, start: number): readonly Visit[] => {
    const known = nearest.get(node);
    if (known === start || second.has(node)) return [];
    if (known === undefined) nearest.set(node, start);
    else second.add(node);
    return [{ node, start }];
  };
  let front = Array.from(starts).flatMap((start) => visit(start, start));
  for (let distance = 0; distance < most && front.length > 0; distance++) {
    const further: Visit[] = [];
    for (const { node, start } of front) {
      for (const other of next.get(node) ?? []) further.push(...visit(other, start));
    }
    front = further;
  }
  // The nearest start of a start is itself.
  return Uint32Array.from([...nearest].flatMap(([node, start]) => (start !== node || second.has(node) ? [node] : [])));
}

interface Visit {
  readonly node: number;
  readonly start: number;
}

/** Every node that shares a parent with a start other than itself. */
export function siblings(edges: Edges, starts: ArrayLike<number>): Uint32Array {
  const isStart = new Set(Array.from(starts));
  const found = new Set<number>();
  for (const children of adjacency(edges.parents, edges.children).values()) {
    const mine = children.filter((child) => isStart.has(child));
    const [only] = mine;
    if (only === undefined) continue;
    const several = new Set(mine).size > 1;
    for (const child of children) if (several || child !== only) found.add(child);
  }
  return Uint32Array.from(found);
}

/** The other ends of the edges of each node. */
export function adjacency(from: ArrayLike<number>, to: ArrayLike<number>): ReadonlyMap<number, readonly number[]> {
  const next = new Map<number, number[]>();
  for (let i = 0; i < from.length; i++) {
    const node = from[i] as number;
    const others = next.get(node);
    if (others === undefined) next.set(node, [to[i] as number]);
    else others.push(to[i] as number);
  }
  return next;
}
