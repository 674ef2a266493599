import { ImportError } from './import-error.ts';
import type { SourceKind } from './source.ts';
import type { Unreadable } from './walk.ts';

/** The error about a path that holds nothing of these kinds, with what could not be read there. */
export function nothingAt(path: string, from: SourceKind | undefined, unreadable: readonly Unreadable[]): ImportError {
  const looked =
    from === undefined
      ? "TensorBoard event files, MLflow's `mlruns` folders or its SQLite database"
      : from === 'tensorboard'
        ? 'TensorBoard event files'
        : "an `mlruns` folder or an SQLite database with MLflow's tables";
  const unread = unreadable.map((one) => `; ${one.reason}`).join('');
  return new ImportError(`\`${path}\` holds nothing to import: expected ${looked}${unread}`);
}
