import type { Diagnostic } from '../diagnostic.ts';
import { limits } from '../limits.ts';
import type { Span } from '../source.ts';
import { problem } from './problem.ts';

/** Says that an `in` list is longer than the limit. */
export function tooMany(values: readonly unknown[], span: Span): Diagnostic | undefined {
  const most = limits.listValues;
  return values.length > most ? problem('too-many', span, { most, found: values.length }) : undefined;
}
