import type { Drawing, Drawn } from './charts.ts';

export { chartKinds } from '@xt/charts/kinds';
export type { Drawing, Drawn } from './charts.ts';

/** Draws an answer; what draws is loaded for the first of them. */
export async function drawChart(drawing: Drawing): Promise<Drawn> {
  const { draw } = await import('./charts.ts');
  return draw(drawing);
}
