import type { Diagnostic } from '@xt/grammar';
import type { Table } from 'apache-arrow';

/**
 * What a query returns: an Arrow table whose fields carry, in their metadata, `xt.type` (a `ColumnType`) and, where the
 * machine formats alone show the column, `xt.machine` = `1` (the run's id).
 *
 * Arrow types: number Float64; integer Int64; text, mixed Utf8; bool Bool; time Timestamp(microsecond, UTC);
 * duration Float64 of seconds; list List<Utf8>. A missing value is null, NaN is NaN. A `mixed` cell holds JSON (`3`, `"auto"`, `true`).
 */
export interface Answer {
  readonly table: Table;
  readonly notes: readonly Diagnostic[];
}

export type ColumnType = 'number' | 'integer' | 'text' | 'bool' | 'time' | 'duration' | 'list' | 'mixed';
