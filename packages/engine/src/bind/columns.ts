import { runFields } from '../catalog/run-fields.ts';
import type { BoundColumn, Scope } from './bound.ts';
import { firstOfEach } from './mentions.ts';
import type { Pipeline } from './pipeline.ts';

const always: readonly string[] = ['name', 'state', 'created', 'step'];

/**
 * What `runs` shows: what was selected, else name, state, created, step and what the query names; before these the
 * project where rows span several, then the id for machines.
 */
export function runColumns(pipeline: Pipeline, inner: readonly BoundColumn[], scope: Scope): readonly BoundColumn[] {
  if (pipeline.selected !== undefined) return pipeline.selected;
  const project = scope.several ? fieldColumns(['project']) : [];
  const id = fieldColumns(['id']).map((column) => ({ ...column, machine: true }) as const);
  return firstOfEach([...project, ...id, ...fieldColumns(always), ...inner, ...pipeline.mentions]);
}

/** The columns of these fields of a run. */
export function fieldColumns(names: readonly string[]): readonly BoundColumn[] {
  const span = { start: 0, end: 0 };
  return names.flatMap((name) => {
    const field = runFields.find((known) => known.name === name);
    if (field === undefined) return [];
    return [{ name, expression: { kind: 'field', type: field.type, field: field.name, span } } as const];
  });
}
