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

/** The ticks of the x axis, as many as have room for their texts beside each other; where that is one, two of finer ones. */
export function columnTicks(axis: PlotAxis, options: AxisOptions, width: number): readonly PlacedTick[] {
  const place = (wanted: number) =>
    ticksOf(axis, options, wanted)
      .map(({ value, text }) => ({ cell: Math.round(placeOf(axis, value) * (width - 1)), text }))
      .filter(({ cell }) => cell >= 0 && cell < width);
  const usual = Math.max(Math.floor(width / 5), 1);
  let wanted = usual;
  let placed = place(wanted);
  while (wanted > 1 && !haveRoom(placed)) placed = place(--wanted);
  if (placed.length > 1 && haveRoom(placed)) return placed;
  for (wanted++; wanted <= 2 * usual; wanted++) {
    const finer = place(wanted);
    const stride = finer.findIndex((_, at) => at > 0 && haveRoom(everyOf(finer, at)));
    if (stride > 0) return everyOf(finer, stride);
  }
  return placed.slice(0, 1);
}

function everyOf(ticks: readonly PlacedTick[], stride: number): readonly PlacedTick[] {
  return ticks.filter((_, at) => at % stride === 0);
}

function haveRoom(ticks: readonly PlacedTick[]): boolean {
  return ticks.every((tick, at) => fits(ticks[at - 1], tick));
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
