/** A Vega-Lite specification, or a part of one, as JSON. */
export type Spec = { readonly [key: string]: Json };

export type Json = null | boolean | number | string | readonly Json[] | Spec;

/** A row of inline data. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A number as JSON has it: null where it is not finite. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** A time of milliseconds since 1970 as text; null where there is no such date. */
export function isoTime(milliseconds: number): string | null {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : null;
}

/** A column for a tooltip, with all digits: a number without a format would be rounded. */
export function told(field: string, title: string): Spec {
  return { field, type: 'nominal', title };
}
