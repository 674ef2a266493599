import { adjacency, type Edges } from './kin.ts';

/** How far a walk goes: so many generations up and down; infinity is all the way. */
export interface Generations {
  readonly up: number;
  readonly down: number;
}

/**
 * Every node on the ways up and down from the starts with its depth: 0 for a start, below 0 upwards. A node is found once,
 * at the fewest edges, upwards first, so that a cycle ends.
 */
export function walkLineage(edges: Edges, starts: ArrayLike<number>, { up, down }: Generations): Map<number, number> {
  const depths = new Map(Array.from(starts, (start) => [start, 0]));
  walk(adjacency(edges.children, edges.parents), starts, up, -1, depths);
  walk(adjacency(edges.parents, edges.children), starts, down, 1, depths);
  return depths;
}

function walk(
  next: ReadonlyMap<number, readonly number[]>,
  starts: ArrayLike<number>,
  most: number,
  direction: 1 | -1,
  depths: Map<number, number>,
): void {
  let generation: readonly number[] = Array.from(starts);
  for (let depth = 1; depth <= most && generation.length > 0; depth++) {
    const found: number[] = [];
    for (const node of generation) {
      for (const other of next.get(node) ?? []) {
        if (depths.has(other)) continue;
        depths.set(other, depth * direction);
        found.push(other);
      }
    }
    generation = found;
  }
}

/** Whether the edges lead from some node back to itself. */
export function hasCycle({ parents, children }: Edges): boolean {
  const next = adjacency(parents, children);
  const waiting = new Map<number, number>();
  for (let i = 0; i < children.length; i++) {
    const child = children[i] as number;
    waiting.set(child, (waiting.get(child) ?? 0) + 1);
  }
  const free = Array.from(new Set(Array.from(parents))).filter((node) => !waiting.has(node));
  // What waits for no parent frees its children in turn; only a cycle keeps waiting.
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const child of next.get(node) ?? []) {
      const left = (waiting.get(child) ?? 0) - 1;
      if (left > 0) waiting.set(child, left);
      else {
        waiting.delete(child);
        free.push(child);
      }
    }
  }
  return waiting.size > 0;
}
