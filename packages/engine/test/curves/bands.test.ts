import { afterAll, beforeAll, expect, test } from 'vitest';
import { bandOf } from '../../src/local/bands.ts';
import { joinCurves } from '../../src/local/join-curves.ts';
import { openEngine } from '../open-engine.ts';

// The bands that ClickHouse makes are those that the process makes of the same points.

interface Written {
  readonly lr?: number;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
const written: readonly Written[] = [
  { lr: 0.1, steps: [0, 1, 2, 3], values: [1, 2.5, nan, 1e16] },
  { lr: 0.1, steps: [0, 1, 2, 5], values: [3, -2.5, nan, 4] },
  { lr: 0.1, steps: [0, 1, 2, 3], values: [0.1, 7, nan, 1] },
  { lr: 0.3, steps: [0, 1, 2], values: [inf, 1, 5] },
  { lr: 0.3, steps: [0, 1, 2], values: [2, nan, 5] },
  { lr: 0.2, steps: [-1, 0.5], values: [1, 2] },
  { steps: [0, 1], values: [-inf, inf] },
  { steps: [0, 1], values: [inf, inf] },
  { lr: 0.3, steps: [], values: [] },
];

let opened: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  opened = await openEngine();
  await opened.stores.writer.write({
    source: 'test',
    project: 'one',
    runs: written.map(({ lr }, i) => ({
      sourceId: `run-${i}`,
      params: lr === undefined ? [] : [{ name: 'lr', type: 'number', text: String(lr) }],
    })),
    points: written.flatMap(({ steps, values }, run) => {
      if (steps.length === 0) return [];
      const [at, order] = [Float64Array.from(steps), Float64Array.from(steps.keys())];
      return [
        {
          run,
          metric: 'loss',
          steps: at,
          times: at.map((step) => step * 1e6),
          values: Float64Array.from(values),
          order,
        },
      ];
    }),
  });
});
afterAll(() => opened?.stores.close());

const windows = [
  ['', -inf, inf],
  [' steps 1..2', 1, 2],
] as const;

for (const band of [undefined, 'std', 'sem', 'ci95', 'minmax', 'iqr'] as const) {
  test.each(windows)(`band ${band ?? 'none'}%s`, async (window, from, to) => {
    const { rows } = await opened.ask(
      `curves loss of runs group by params.lr${band === undefined ? '' : ` band ${band}`}${window} sample none`,
    );
    const wanted = [0.1, 0.2, 0.3, undefined].flatMap((lr) => {
      const own = written.filter((each) => each.lr === lr).map((each) => inside(each, from, to));
      const { x, values } = joinCurves(own);
      return Array.from(x, (place, at) => {
        const { value, lo, hi, n } = bandOf(values[at] ?? [], band);
        return [lr ?? null, 'loss', place, value, ...(band === undefined ? [] : [lo, hi, n])];
      });
    });
    expect(rows.map((row) => row.map(rounded))).toEqual(wanted.map((row) => row.map(rounded)));
  });
}

test('what is left out is told', async () => {
  const { result } = await opened.ask('curves loss of runs group by params.lr steps 3.. sample none');
  const said = result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  expect(said.join('\n')).toMatch(/no-points: .*6 of 9 runs.*in the window/);
  const uneven = await opened.ask('curves loss of runs group by params.lr sample none');
  expect(uneven.result.diagnostics.map(({ code }) => code)).toContain('uneven-group');
});

function inside({ steps, values }: Written, from: number, to: number) {
  const kept = [...steps.keys()].filter((at) => (steps[at] ?? 0) >= from && (steps[at] ?? 0) <= to);
  const pick = (of: readonly number[]) => Float64Array.from(kept, (at) => of[at] ?? nan);
  return { x: pick(steps), values: pick(values) };
}

/** Twelve digits are to be the same. */
function rounded(cell: unknown): unknown {
  return typeof cell === 'number' || typeof cell === 'bigint' ? Number(Number(cell).toPrecision(12)) : cell;
}
