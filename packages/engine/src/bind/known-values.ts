import { nameDistance } from '../catalog/nearest-names.ts';
import { type RunField, runFields } from '../catalog/run-fields.ts';
import type { BoundExpression } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';

/** Whether a constant beside a field can ever be its value; reports a state or project that there is not. */
export function checkValue(environment: Environment, item: BoundExpression, constant: BoundExpression): boolean {
  if (constant.kind !== 'constant' || typeof constant.value !== 'string') return true;
  const known = knownValues(environment, item);
  if (known === undefined || known.values.includes(constant.value)) return true;
  const name = constant.value;
  const near = known.values.filter((value) => nameDistance(name, value) !== undefined).slice(0, 3);
  const list = (known.all || near.length === 0 ? known.values.slice(0, 10) : near).map((value) => `\`'${value}'\``);
  const hint = `${known.all || near.length === 0 ? 'one of' : 'nearest:'} ${list.join(', ')}`;
  environment.report(problem('unknown-value', constant.span, { of: known.of, name, hint }));
  return false;
}

interface KnownValues {
  readonly of: string;
  readonly values: readonly string[];
  /** Whether they are few enough to list. */
  readonly all: boolean;
}

function knownValues(environment: Environment, item: BoundExpression): KnownValues | undefined {
  const { row, catalog, asker } = environment;
  if (item.kind === 'row-column') {
    const values = row.columns.find((column) => column.name === item.column)?.values;
    return values === undefined ? undefined : { of: item.column, values, all: true };
  }
  if (item.kind !== 'field') return undefined;
  if (item.field === 'project') {
    const readable = catalog.projects.filter((project) => asker.readable?.includes(project.id) ?? true);
    return readable.length === 0
      ? undefined
      : { of: 'project', values: readable.map((project) => project.name), all: false };
  }
  const fields: readonly RunField[] = runFields;
  const values = fields.find((known) => known.name === item.field)?.values;
  return values === undefined ? undefined : { of: item.field, values, all: true };
}
