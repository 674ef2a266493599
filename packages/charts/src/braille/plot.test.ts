import { describe, expect, test } from 'vitest';
import { plot } from './plot.ts';
import type { Plot, PlotOptions, PlotSeries } from './plot-types.ts';
import { pointNear } from './value-at.ts';

const steps = (count: number) => Float64Array.from({ length: count }, (_, at) => at);
const decay = (count: number, slowness = 1) => steps(count).map((at) => Math.exp((-4 * at) / count / slowness));

describe('a plot', () => {
  test('has axes with round ticks, the curves, and labels at their ends', () => {
    const series = [
      { x: steps(9000), y: decay(9000), color: 0, label: 'fast' },
      { x: steps(5000), y: decay(9000, 3).subarray(0, 5000), color: 1, label: 'slow' },
    ];
    expect(
      text(plot(series, { width: 48, height: 11, title: 'val.loss', x: { title: 'step' } })),
    ).toMatchInlineSnapshot(`
      "val.loss
      1.0┤⠻⡶⢤⣀
         │ ⠙⣆⠈⠙⠲⢤⣀⡀
         │  ⠈⠳⣄   ⠉⠓⠲⢤⣀⡀
         │    ⠈⠳⣄      ⠉⠙⠒⠦⠤⣄⣀
      0.5┤      ⠈⠓⢦⡀         ⠈⠉⠙                  slow
         │         ⠉⠓⠦⣄⡀
         │             ⠉⠙⠒⠦⢤⣀⣀
         │                   ⠈⠉⠉⠙⠒⠒⠒⠦⠤⠤⠤⠤⠤⢤⣀⣀⣀⣀⣀⣀ fast
         └┬───────┬────────┬───────┬────────┬────
          0      2000     4000    6000     8000  step"
    `);
  });

  test('has the text of a tick at the left edge, as far to the left as there is room', () => {
    const start = Date.UTC(2026, 10, 21, 8, 52, 30) * 1000;
    const series = [{ x: Float64Array.of(start, start + 0.04e6), y: Float64Array.of(1, 2), color: 0 }];
    const lines = text(plot(series, { width: 40, height: 5, x: { kind: 'time' } })).split('\n');
    expect(lines.at(-1)).toBe('08:52:30.00      08:52:30.02 08:52:30.04');
  });

  test('draws the same with blocks and with ASCII', () => {
    const series = [{ x: steps(40), y: decay(40), color: 0 }];
    expect(text(plot(series, { width: 24, height: 7, glyphs: 'block' }))).toMatchInlineSnapshot(`
      "1.0┤▜▖
         │ ▜▄
      0.5┤  ▝▜▄
         │    ▝▀▙▄▄
         │        ▝▀▀▀▀▙▄▄▄▄▄▄
         └┬────┬────┬────┬────
          0    10   20   30"
    `);
    expect(text(plot(series, { width: 24, height: 7, glyphs: 'ascii' }))).toMatchInlineSnapshot(`
      "1.0+:.
         | :.
      0.5+  ':.
         |    '':..
         |        ''''':......
         ++----+----+----+----
          0    10   20   30"
    `);
  });
});

describe('what is told apart', () => {
  const x = steps(40);
  const dotsOf = (color: number, tone: string, dashes: boolean) => {
    const flat = {
      x,
      y: new Float64Array(40).fill(1),
      lo: new Float64Array(40),
      hi: new Float64Array(40).fill(2),
      color,
    };
    const { lines } = plot([flat], { width: 44, height: 14, dashes });
    return lines.flatMap((line) => line.filter((span) => span.tone === tone).map((span) => span.text)).join('\n');
  };

  test('curves of one colour have other dashes; without colours all have', () => {
    expect(dotsOf(8, 'line', false)).not.toBe(dotsOf(0, 'line', false));
    expect(new Set([0, 8, 16, 24, 32].map((color) => dotsOf(color, 'line', false))).size).toBe(5);
    expect(dotsOf(7, 'line', false)).toBe(dotsOf(0, 'line', false));
    expect(new Set([0, 1, 2, 3, 4].map((color) => dotsOf(color, 'line', true))).size).toBe(5);
  });

  test('bands without colours have other textures, those with colours have not', () => {
    expect(new Set([0, 1, 2, 3, 4].map((color) => dotsOf(color, 'band', true).replace(/\s/g, ''))).size).toBe(5);
    expect(dotsOf(1, 'band', false)).toBe(dotsOf(0, 'band', false));
  });
});

describe('no point is lost', () => {
  test('a spike among many points reaches its height', () => {
    const y = new Float64Array(200_000);
    y[123_456] = 1;
    const { lines, area } = plot([{ x: steps(200_000), y, color: 0 }], { width: 60, height: 12 });
    const column = Math.round((123_456 / 199_999) * ((area?.width ?? 0) - 1)) + (area?.left ?? 0);
    for (let row = 0; row < 10; row++) expect(rowText(lines[row])[column]).not.toBe(' ');
  });

  test('what is no number is marked on the axis and counted, and interrupts the curve', () => {
    const y = steps(100);
    y[20] = Number.NaN;
    y[21] = Number.NaN;
    y[50] = Number.POSITIVE_INFINITY;
    y[80] = Number.NEGATIVE_INFINITY;
    const made = plot([{ x: steps(100), y, color: 3 }], { width: 54, height: 8 });
    expect(made.marks).toEqual([
      { series: 0, kind: 'nan', count: 2, first: 20 },
      { series: 0, kind: 'positive-infinity', count: 1, first: 50 },
      { series: 0, kind: 'negative-infinity', count: 1, first: 80 },
    ]);
    const axis = made.lines[6] ?? [];
    const marks = axis.filter(({ tone }) => tone === 'mark');
    expect(marks.map(({ text }) => text).join('')).toBe('××▲▼');
    expect(marks.every(({ color }) => color === 3)).toBe(true);
    expect(made.y).toEqual({ low: 0, high: 99, log: false });
  });

  test('what is not positive is counted on a log axis', () => {
    const made = plot([{ x: steps(4), y: Float64Array.of(100, 0, -1, 0.01), color: 0 }], {
      width: 30,
      height: 9,
      y: { log: true },
    });
    expect(made.marks).toEqual([{ series: 0, kind: 'not-positive', count: 2, first: 1 }]);
    expect(rowsWithTicks(made)).toEqual(['100', '1', '0.01']);
  });
});

test('a band that reaches below what a log axis has a place for is filled down to its end', () => {
  const y = steps(40).fill(1);
  const band = { x: steps(40), y, lo: steps(40).fill(-1), hi: steps(40).fill(10), color: 0 };
  const other = { x: steps(40), y: y.map(() => 0.01), color: 1 };
  const made = plot([band, other], { width: 24, height: 14, y: { log: true } });
  const rows = made.lines.slice(0, 11).map((line) => line.some(({ tone }) => tone === 'band' || tone === 'line'));
  expect(rows).toEqual(rows.map(() => true));
});

describe('what lies in front', () => {
  test('the first series, curves before raw, raw before bands', () => {
    const flat = steps(10).fill(0.5);
    const at = (series: readonly PlotSeries[]) =>
      plot(series, { width: 20, height: 7, y: { range: [0, 1] } }).lines[2]?.find(({ tone }) => tone !== 'axis');
    const [first, second] = [
      { x: steps(10), y: flat, color: 1 },
      { x: steps(10), y: flat, color: 2 },
    ];
    expect(at([first, second])).toMatchObject({ color: 1, tone: 'line' });
    const none = steps(10).fill(Number.NaN);
    expect(at([{ x: steps(10), y: none, raw: flat, color: 1 }, second])).toMatchObject({ color: 2, tone: 'line' });
    const band = { x: steps(10), y: none, lo: steps(10).fill(0), hi: steps(10).fill(1), color: 4 };
    expect(at([band, { x: steps(10), y: none, raw: flat, color: 1 }])).toMatchObject({ color: 1, tone: 'dim' });
    expect(at([band])).toMatchObject({ color: 4, tone: 'band' });
  });

  test('a rule stands where nothing is drawn', () => {
    const made = plot([{ x: steps(11), y: steps(11), color: 0 }], { width: 25, height: 8, cursor: 5 });
    const column = (made.area?.left ?? 0) + Math.round(((made.area?.width ?? 0) - 1) / 2);
    expect([0, 1, 2, 3, 4, 5].map((row) => rowText(made.lines[row])[column])).toContain('┊');
    expect(rowText(made.lines[0])[column]).toBe('┊');
  });
});

describe('zoom', () => {
  test('a curve leads to its points outside of what is shown', () => {
    const made = plot([{ x: Float64Array.of(0, 100), y: Float64Array.of(0, 100), color: 0 }], {
      width: 30,
      height: 10,
      x: { range: [40, 60] },
      y: { range: [40, 60] },
    });
    const rows = made.lines.slice(0, 8).map((line) => rowText(line).slice(3));
    expect(rows.every((row) => row.trim() !== '')).toBe(true);
    expect(rows[0]?.trimEnd().length).toBeGreaterThan(rows[7]?.trimEnd().length ?? 0);
  });

  test('y spans what is shown of x', () => {
    const made = plot([{ x: steps(1000), y: steps(1000), color: 0 }], {
      width: 30,
      height: 8,
      x: { range: [100, 200] },
    });
    expect(made.y).toEqual({ low: 100, high: 200, log: false });
  });
});

test('the nearest point of a curve', () => {
  const series = { x: steps(101), y: steps(101).map((at) => at * 2), color: 0 };
  expect(pointNear(series, 33.4)).toEqual({ x: 33, y: 66 });
  expect(pointNear(series, 1e9)).toEqual({ x: 100, y: 200 });
  expect(pointNear({ ...series, x: steps(0) }, 1)).toBeUndefined();
});

describe('room', () => {
  test('where there is none a word says so, and no line is wider than asked for', () => {
    for (const [width, height] of [
      [0, 0],
      [3, 2],
      [9, 3],
      [80, 3],
    ] as const) {
      const made = plot([{ x: steps(5), y: steps(5), color: 0, label: 'a' }], { width, height });
      expect(made.lines).toHaveLength(height);
      expect(made.area).toBeUndefined();
      for (const line of made.lines) expect(rowText(line).length).toBeLessThanOrEqual(width);
    }
  });

  test('as many lines as asked for, at any size, without points too', () => {
    for (const count of [0, 1, 2, 50]) {
      for (let width = 12; width < 60; width += 7) {
        const options: PlotOptions = { width, height: 9, title: 'a long title that is cut', x: { title: 'step' } };
        const made = plot([{ x: steps(count), y: steps(count), color: 0, label: 'a label' }], options);
        expect(made.lines).toHaveLength(9);
        for (const line of made.lines) expect(rowText(line).length).toBeLessThanOrEqual(width);
      }
    }
  });

  test('a single label has more room than one of several', () => {
    const name = 'mlp-lr0.1-w64-s0';
    const labelsOf = (labels: readonly string[]) =>
      plot(
        labels.map((label, color) => ({ x: steps(3), y: steps(3).map((y) => y + color), color, label })),
        { width: 52, height: 13 },
      )
        .lines.flat()
        .flatMap(({ tone, text }) => (tone === 'label' ? [text.trim()] : []));
    expect(labelsOf([name])).toEqual([name]);
    expect(labelsOf([name, 'other'])).not.toContain(name);
  });

  test('labels beyond the rows are counted', () => {
    const series = Array.from({ length: 9 }, (_, at) => ({ x: steps(3), y: steps(3), color: at, label: `r${at}` }));
    const made = plot(series, { width: 40, height: 7 });
    expect(made.unlabelled).toBe(4);
    expect(made.lines.flat().filter(({ tone }) => tone === 'label')).toHaveLength(5);
  });
});

function rowText(line: Plot['lines'][number] | undefined): string {
  return (line ?? []).map(({ text }) => text).join('');
}

function text({ lines }: Plot): string {
  return lines.map((line) => rowText(line).trimEnd()).join('\n');
}

function rowsWithTicks({ lines }: Plot): readonly string[] {
  return lines.map(rowText).flatMap((line) => (line.includes('┤') ? [line.slice(0, line.indexOf('┤')).trim()] : []));
}
