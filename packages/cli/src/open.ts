import type { Drawing, Drawn } from './charts.ts';

export { callerOf } from './caller.ts';
export type { Drawing, Drawn } from './charts.ts';
export { type OpenedStore, openStore } from './open-service.ts';
export { Problem } from './problem.ts';

/** Draws an answer; what draws is loaded for the first of them. */
export async function drawChart(drawing: Drawing): Promise<Drawn> {
  const { draw } = await import('./charts.ts');
  return draw(drawing);
}
