import type { Cell } from '../arrow/index.ts';

/** A number with the fewest digits that read back to the same double; -0 keeps its sign. */
export function numberText(value: number | bigint): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A time of microseconds since 1970 as ISO 8601 in UTC with milliseconds; beyond the years that dates have, the microseconds. */
export type TimeText = (microseconds: number) => string;

/** Writes times, those of one day after another several times faster than Date does. */
export function timeTexts(): TimeText {
  let lastDay = Number.NaN;
  let date = '';
  return (microseconds) => {
    const time = Math.floor(microseconds / 1000);
    if (!(Math.abs(time) <= latest)) return String(microseconds);
    const day = Math.floor(time / millisecondsADay);
    if (day !== lastDay) {
      date = new Date(day * millisecondsADay).toISOString().slice(0, -'00:00:00.000Z'.length);
      lastDay = day;
    }
    return date + clockText(time - day * millisecondsADay);
  };
}

const millisecondsADay = 86_400_000;
const latest = 8.64e15;
const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const threeDigits = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${twoDigits[hours]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}.${threeDigits[milliseconds % 1000]}Z`;
}

/** The cell of a column that holds numbers, as a number. */
export function asNumber(cell: Cell): number {
  return typeof cell === 'number' ? cell : Number(cell);
}
