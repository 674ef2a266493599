import type { StepId } from '../plan/steps.ts';
import { call, infix, postfix, type RunsForm, raw, type Sql, slot } from './sql.ts';

/** The condition in Postgres that a run number is among the runs of a step, or among those asked about. */
export function inPostgresSet(number: Sql, of: StepId | 'asked', form: RunsForm): Sql {
  if (form === 'few') return infix('=', number, call('any', slot('int[]', { kind: 'runs', of, form })));
  const bits = slot('bytea', { kind: 'runs', of, form });
  const inside = infix('<', number, infix('*', call('length', bits), raw('8')));
  return infix('AND', inside, infix('=', call('get_bit', bits, number), raw('1')));
}

/** The condition in ClickHouse that a run is among the runs of a step. */
export function inClickHouseSet(of: StepId | 'asked', form: RunsForm, run: Sql): Sql {
  if (form === 'few') return infix('IN', run, slot('Array(UInt32)', { kind: 'runs', of, form }));
  const bits = call('base64Decode', slot('String', { kind: 'runs', of, form }));
  const byte = call('substring', bits, infix('+', call('intDiv', run, raw('8')), raw('1')), raw('1'));
  return call('bitTest', call('reinterpretAsUInt8', byte), infix('%', run, raw('8')));
}

/** True of all runs, unless the runs of a step are so few that rows are best looked up for each of them. */
export function inHandful(number: Sql, of: StepId | 'asked'): Sql {
  const runs = slot('int[]', { kind: 'runs', of, form: 'handful' });
  return infix('OR', postfix(runs, 'IS NULL'), infix('=', number, call('any', runs)));
}

/** The place of a run among the runs of a step, in their order. */
export function placeIn(of: StepId, form: RunsForm, run: Sql): Sql {
  if (form === 'few') return call('indexOf', slot('Array(UInt32)', { kind: 'runs', of, form }), run);
  const runs = call(
    'reinterpret',
    call('base64Decode', slot('String', { kind: 'runs', of, form: 'bytes' })),
    raw("'Array(UInt32)'"),
  );
  return call('transform', run, runs, call('arrayEnumerate', runs), raw('0'));
}
