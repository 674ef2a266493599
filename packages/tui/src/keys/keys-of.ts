import type { ActionName } from '../actions/action.ts';
import type { Binding } from './key-table.ts';

/** The keys of an action. */
export function keysOf(action: ActionName, bindings: readonly Binding[]): readonly string[] {
  return bindings.filter((binding) => binding.action === action).flatMap(({ keys }) => keys);
}
