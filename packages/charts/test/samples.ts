import type { AnswerSource, ColumnRole, ColumnType, Table } from '@xt/engine/arrow';
import { type AnswerShape, buildTable, type CellInput, withShape } from '@xt/engine/arrow';
import type { ChartDescription } from '../src/index.ts';

/** A result and how it is drawn. */
export interface Sample {
  readonly name: string;
  readonly table: Table;
  readonly description: ChartDescription;
}

type ColumnSpec = readonly [
  name: string,
  role: ColumnRole | `${'lo' | 'hi' | 'n'} ${string}`,
  type: ColumnType,
  values: readonly CellInput[],
];

/** An answer's table of columns with their roles. */
export function answer(source: AnswerSource, columns: readonly ColumnSpec[], more: Partial<AnswerShape> = {}): Table {
  const table = buildTable(columns.map(([name, , type, values]) => ({ name, type, values })));
  const roles = columns.map(([, role]) => {
    const [own = 'field', of] = role.split(' ') as [ColumnRole, string?];
    return of === undefined ? { role: own } : { role: own, of };
  });
  return withShape(table, { source, roles, ...more });
}

const nan = Number.NaN;
const noon = Date.UTC(2026, 10, 21, 12) * 1000;

/** One of each kind, and what is hard to draw. */
export const samples: readonly Sample[] = [
  sample('line-smoothed', 'curves val/loss of runs smooth ema 0.6', smoothed()),
  sample('line-facets', 'curves val/loss, val/acc of runs group by params.lr band ci95', banded(), {
    notes: ['1 of 27 runs has no `lr`', 'the 2 curves are of 1000 points at most'],
  }),
  sample('line-time', 'curves loss of runs x time', overTime()),
  sample('line-log', 'curves loss of runs', overTime('x'), { log: { x: true, y: true } }),
  sample('line-groups', 'runs group by params.lr, params.opt select mean(val.acc) as acc', optimizers(), {
    kind: 'line',
  }),
  sample('bar', 'runs group by state select count()', states()),
  sample('bar-series', 'runs group by params.lr, params.opt select mean(val.acc) as acc, count()', optimizers(true)),
  sample('point', 'runs group by params.lr select mean(val/loss) band ci95 as loss', intervals()),
  sample('heatmap', 'runs group by params.lr, params.width select mean(val.acc) as acc', widths()),
  sample('line-many', 'curves val/loss of runs', many(12)),
  sample('scatter-trend', 'runs select params.lr, loss', powerLaw(), { trend: true, log: { x: true, y: true } }),
  sample('scatter', 'runs select params.lr, duration, params.opt', sweep(['params.lr', 'duration', 'params.opt']), {
    kind: 'scatter',
  }),
  sample('parallel', 'runs select params.lr, params.opt, params.width, val/acc', sweep()),
  sample('histogram', 'runs select val/acc', sweep(['val/acc'])),
  sample('box', 'runs select params.opt, val/acc', sweep(['params.opt', 'val/acc'])),
  sample('strip', 'compare val/acc between (runs where a) and (runs where b)', comparison()),
  sample('tree', "lineage of run 'root' select id, name, parent, kind, val.acc", lineage()),
  sample('empty', 'runs where val/acc > 7 select val/acc', answer('runs', [['val/acc', 'value', 'number', []]])),
  sample('long', 'curves a-metric-of-a-very-long-name of runs', longNames()),
  sample('hostile', 'runs select name, "<script>alert(1)</script>" as x', hostile(), { kind: 'bar' }),
];

/** The sample of that name. */
export function sampleNamed(name: string): Sample {
  const found = samples.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no sample ${name}`);
  return found;
}

function sample(name: string, title: string, table: Table, more: Partial<ChartDescription> = {}): Sample {
  return { name, table, description: { title, ...more } };
}

function smoothed(): Table {
  const of = (run: string, id: string, values: readonly number[]) =>
    values.map((value, at) => ({ run, id, step: at * 10, value, raw: value + (at % 2 === 0 ? 0.05 : -0.05) }));
  const rows = [
    ...of('slow', 'aaaaaaaaaaaa', [0.9, 0.8, 0.7, 0.65]),
    ...of('fast', 'bbbbbbbbbbbb', [0.9, 0.5, 0.3, 0.2]),
    ...of('broken', 'cccccccccccc', [0.9, nan, nan, Number.POSITIVE_INFINITY]),
    // Two runs of one name are told apart by their ids.
    ...of('slow', 'dddddddddddd', [0.8]),
  ];
  const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
  return answer('curves', [
    ['id', 'id', 'text', column('id')],
    ['run', 'run', 'text', column('run')],
    ['metric', 'metric', 'text', rows.map(() => 'val/loss')],
    ['step', 'x', 'number', column('step')],
    ['relative', 'place', 'number', column('step')],
    ['value', 'value', 'number', column('value')],
    ['raw', 'raw', 'number', column('raw')],
  ]);
}

function banded(): Table {
  const rows = [0.01, 0.1].flatMap((lr) =>
    ['val/loss', 'val/acc'].flatMap((metric) =>
      [0, 1, 2].map((step) => {
        const value = metric === 'val/acc' ? 0.5 + step * 0.2 + lr : 1 - step * 0.3 - lr;
        return { lr, metric, step, value, lo: value - 0.1, hi: step === 2 && lr === 0.1 ? null : value + 0.1, n: 3 };
      }),
    ),
  );
  const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
  return answer('curves', [
    ['params.lr', 'key', 'number', column('lr')],
    ['metric', 'metric', 'text', column('metric')],
    ['step', 'x', 'number', column('step')],
    ['value', 'value', 'number', column('value')],
    ['lo', 'lo', 'number', column('lo')],
    ['hi', 'hi', 'number', column('hi')],
    ['n', 'n', 'integer', column('n')],
  ]);
}

function many(count: number): Table {
  const rows = Array.from({ length: count }, (_, run) => [0, 1, 2].map((step) => ({ run, step }))).flat();
  return answer('curves', [
    ['run', 'run', 'text', rows.map(({ run }) => `trial-${run}`)],
    ['metric', 'metric', 'text', rows.map(() => 'val/loss')],
    ['step', 'x', 'number', rows.map(({ step }) => step)],
    ['value', 'value', 'number', rows.map(({ run, step }) => 1 - (step * run) / 40)],
  ]);
}

function longNames(): Table {
  const name = (text: string) => `${text}-${'which/goes_on.and='.repeat(20)}`;
  return answer('curves', [
    ['run', 'run', 'text', ['a', 'a', 'b', 'b'].map(name)],
    ['metric', 'metric', 'text', Array.from({ length: 4 }, () => name('loss'))],
    ['step', 'x', 'number', [0, 1, 0, 1]],
    ['value', 'value', 'number', [1, 0.5, 1, 0.25]],
  ]);
}

function powerLaw(): Table {
  const rates = [0.001, 0.01, 0.1, 1];
  return answer('runs', [
    ['name', 'run', 'text', ['a', 'b', 'c', 'd']],
    ['params.lr', 'param', 'number', rates],
    ['loss', 'value', 'number', rates.map((rate) => 3 * rate ** 0.5)],
  ]);
}

function overTime(axis: 'time' | 'x' = 'time'): Table {
  const place = axis === 'time' ? [0, 3600e6, 7200e6].map((micros) => noon + micros) : [0.001, 0.1, 10];
  return answer(
    'curves',
    [
      ['run', 'run', 'text', ['a', 'a', 'a']],
      ['metric', 'metric', 'text', ['loss', 'loss', 'loss']],
      [axis, 'x', axis === 'time' ? 'time' : 'number', place],
      ['value', 'value', 'number', [100, 1, 0.001]],
    ],
    axis === 'x' ? { xName: 'train/lr' } : {},
  );
}

function optimizers(withCount = false): Table {
  return answer('groups', [
    ['params.lr', 'key', 'number', [0.01, 0.01, 0.1, null]],
    ['params.opt', 'key', 'text', ['adam', 'sgd', 'adam', 'sgd']],
    ['acc', 'value', 'number', [0.91, 0.85, 0.95, nan]],
    ...(withCount ? [['count()', 'value', 'integer', [3, 4, 3, 1]] as const] : []),
  ]);
}

function states(): Table {
  return answer('groups', [
    ['state', 'key', 'text', ['finished', 'running', 'a state of a very long name indeed']],
    ['count()', 'value', 'integer', [38, 4, 1]],
  ]);
}

function intervals(): Table {
  return answer('groups', [
    ['params.lr', 'key', 'number', [0.01, 0.1, null]],
    ['loss', 'value', 'number', [0.22, 0.35, 0.2]],
    ['loss_lo', 'lo loss', 'number', [0.18, 0.11, null]],
    ['loss_hi', 'hi loss', 'number', [0.26, 0.58, null]],
    ['loss_n', 'n loss', 'integer', [5, 6, 1]],
  ]);
}

function widths(): Table {
  return answer('groups', [
    ['params.lr', 'key', 'number', [0.01, 0.01, 0.1, 0.1, 3]],
    ['params.width', 'key', 'number', [32, 64, 32, 64, 32]],
    ['acc', 'value', 'number', [0.934, 0.941, 0.953, 0.96, 0]],
  ]);
}

function sweep(names: readonly string[] = ['params.lr', 'params.opt', 'params.width', 'val/acc']): Table {
  const all: readonly ColumnSpec[] = [
    ['name', 'run', 'text', ['r0', 'r1', 'r2', 'r3', 'r4', 'r5']],
    // As tools write it that keep every param as text.
    ['params.lr', 'param', 'text', ['0.0019', '0.0088', '0.01', '0.1', '0.48', null]],
    ['params.opt', 'param', 'text', ['adam', 'adam', 'sgd', 'sgd', 'sgd', 'adam']],
    ['params.width', 'param', 'number', [16, 64, 32, 16, 64, 32]],
    ['duration', 'value', 'duration', [3600, 7200.5, 36_000, 1800, 90_000, 60]],
    ['val/acc', 'value', 'number', [0.35, 0.71, 0.92, 0.95, 0.99, nan]],
  ];
  return answer(
    'runs',
    all.filter(([name]) => name === 'name' || names.includes(name)),
  );
}

function comparison(): Table {
  const numbers = { n1: 3, mean1: 0.9, std1: 0.02, n2: 2, mean2: 0.85, std2: 0.01, diff: 0.05, lo: 0.01, hi: 0.09 };
  const columns = Object.entries({ ...numbers, t: 3.5, p: 0.04 }).map(
    ([name, value]): ColumnSpec => [name, 'value', name.startsWith('n') ? 'integer' : 'number', [value]],
  );
  const sides = [
    { name: 'runs where a', lo: 0.88, hi: 0.92, values: [0.88, 0.9, 0.92] },
    { name: 'runs where b', lo: 0.8, hi: 0.9, values: [0.84, 0.86] },
  ];
  return answer('compare', columns, { compared: { name: 'val/acc', sides } });
}

function lineage(): Table {
  return answer('lineage', [
    ['id', 'id', 'text', ['0', '1', '2', '3', '4', '5']],
    ['name', 'run', 'text', ['root', 'left', 'right', 'left-a', 'left-b', 'elsewhere']],
    ['parent', 'field', 'text', [null, '0', '0', '1', '1', 'not shown']],
    ['kind', 'field', 'text', [null, 'fork', 'fork', 'resume', 'child', 'fork']],
    ['val.acc', 'value', 'number', [null, 0.8, 0.7, 0.9, 0.85, 0.5]],
  ]);
}

function hostile(): Table {
  return answer('runs', [
    [
      'name',
      'run',
      'text',
      ['</script><script>alert(1)</script>', '\u001b[31mred\u001b[0m', '漢字の名前 🙂', "a.b['c']\\"],
    ],
    ['x', 'value', 'number', [1, 2, 3, 4]],
  ]);
}
