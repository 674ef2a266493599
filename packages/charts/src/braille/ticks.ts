import { durationTicks, logTicks, roundTicks } from './numeric-ticks.ts';
import type { AxisOptions, PlotAxis } from './plot-types.ts';
import { placeOf } from './scale.ts';
import { durationTexts, logTexts, numberTexts } from './tick-text.ts';
import { type Tick, timeTicks } from './time-ticks.ts';

/** A tick in the cells of an axis. */
export interface PlacedTick {
  readonly cell: number;
  readonly text: string;
}

/** The ticks of the y axis, from the top, at most one a row of cells. */
export function rowTicks(axis: PlotAxis, options: AxisOptions, height: number): readonly PlacedTick[] {
  const usual = Math.max(Math.floor(height / 2.2), 2);
  let ticks = ticksOf(axis, options, usual);
  // One tick alone says nothing of the scale.
  for (let wanted = usual + 1; wanted <= height && ticks.length < 2; wanted++) ticks = ticksOf(axis, options, wanted);
  const placed = ticks.map(({ value, text }) => ({
    cell: Math.round((1 - placeOf(axis, value)) * (height - 1)),
    text,
  }));
  const seen = new Set<number>();
  return placed.filter(({ cell }) => cell >= 0 && cell < height && !seen.has(cell) && seen.add(cell));
}

/** The ticks of the x axis, as many as have room for their texts beside each other. */
export function columnTicks(axis: PlotAxis, options: AxisOptions, width: number): readonly PlacedTick[] {
  for (let wanted = Math.max(Math.floor(width / 5), 1); wanted >= 1; wanted--) {
    const placed = ticksOf(axis, options, wanted)
      .map(({ value, text }) => ({ cell: Math.round(placeOf(axis, value) * (width - 1)), text }))
      .filter(({ cell }) => cell >= 0 && cell < width);
    if (placed.every((tick, at) => at === 0 || fits(placed[at - 1], tick))) return placed;
  }
  return [];
}

function fits(before: PlacedTick | undefined, tick: PlacedTick): boolean {
  if (before === undefined) return true;
  return tick.cell - before.cell >= (before.text.length + tick.text.length) / 2 + 3;
}

function ticksOf(
  axis: PlotAxis,
  { kind = 'number', zone = 'UTC', whole = false }: AxisOptions,
  wanted: number,
): readonly Tick[] {
  if (axis.log) return paired(logTicks(axis, wanted), logTexts);
  switch (kind) {
    case 'number':
      return paired(roundTicks(axis, wanted, whole ? 1 : 0), numberTexts);
    case 'duration':
      return paired(durationTicks(axis, wanted), durationTexts);
    case 'time':
      return timeTicks(axis, wanted, zone);
  }
}

function paired(values: readonly number[], texts: (ticks: readonly number[]) => readonly string[]): readonly Tick[] {
  const shown = texts(values);
  return values.map((value, at) => ({ value, text: shown[at] ?? '' }));
}
