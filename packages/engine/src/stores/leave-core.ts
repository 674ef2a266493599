import { availableParallelism } from 'node:os';

/**
 * The flag of V8 that leaves a core to Postgres. It begins as code that was compiled in haste, and what it often runs is compiled
 * again by as many threads as V8 has. On a machine of two cores they took the time of Postgres itself: the first queries waited for
 * more than twice as long.
 */
export function leaveCoreFlag(): string {
  return `--wasm-num-compilation-tasks=${Math.max(1, availableParallelism() - 1)}`;
}
