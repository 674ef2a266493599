import { nameDistance } from '../catalog/nearest-names.ts';
import { runFields } from '../catalog/run-fields.ts';
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
  const name = item.kind === 'row-column' ? item.column : item.kind === 'field' ? item.field : undefined;
  if (name === 'project') return projectNames(environment);
  const columns: readonly { readonly name: string; readonly values?: readonly string[] }[] =
    item.kind === 'row-column' ? environment.row.columns : runFields;
  const values = columns.find((column) => column.name === name)?.values;
  return name === undefined || values === undefined ? undefined : { of: name, values, all: true };
}

function projectNames(environment: Environment): KnownValues | undefined {
  const { catalog, asker } = environment;
  const readable = catalog.projects.filter((project) => asker.readable?.includes(project.id) ?? true);
  const values = readable.map((project) => project.name);
  return values.length === 0 ? undefined : { of: 'project', values, all: false };
}
