import { Field, RecordBatch, Schema, Table } from 'apache-arrow';

/** What a query is of, and so what the rows of its answer are. */
export type AnswerSource =
  | 'runs'
  | 'groups'
  | 'compare'
  | 'curves'
  | 'lineage'
  | 'metrics'
  | 'params'
  | 'projects'
  | 'views'
  | 'artifacts'
  | 'diff'
  | 'text-diff';

/**
 * What a column is for. `run` is a run's name, `key` what groups are alike in, `value` what was measured or computed; `raw`
 * what was smoothed; `lo`, `hi` and `n` belong to a value; `field` is a fact of the run or row; `place` where a point is besides `x`.
 */
export type ColumnRole =
  | 'id'
  | 'run'
  | 'project'
  | 'metric'
  | 'x'
  | 'place'
  | 'value'
  | 'raw'
  | 'lo'
  | 'hi'
  | 'n'
  | 'key'
  | 'param'
  | 'tag'
  | 'field';

/** What an answer's table does not tell by its names and types: charts are chosen and drawn by it. */
export interface AnswerShape {
  readonly source: AnswerSource;
  /** A role for each column, in their order. */
  readonly roles: readonly RoleOfColumn[];
  /** What x is, where its column's name does not say it. */
  readonly xName?: string;
  /** The run of each row, where that was asked for. */
  readonly runs?: { readonly ids: readonly string[]; readonly names: readonly string[] };
  /** The value that two sets of runs are compared by, and its finite values in each, if they are not too many to carry. */
  readonly compared?: { readonly name: string; readonly sides: readonly ComparedSide[] };
}

export interface RoleOfColumn {
  readonly role: ColumnRole;
  /** The name of the value column to which a `lo`, `hi` or `n` belongs. */
  readonly of?: string;
}

/** One of two sets of runs; `lo` and `hi` are the ends of the 95 % interval of its mean. */
export interface ComparedSide {
  readonly name: string;
  readonly lo?: number;
  readonly hi?: number;
  readonly values?: readonly number[];
  /** The names of the runs that have the values, where that was asked for. */
  readonly runs?: readonly string[];
}

/** The finite values of the runs on each side of a comparison, and the names of these runs where they were asked for. */
export type Samples = readonly [SideValues, SideValues];

type SideValues = Required<Pick<ComparedSide, 'values'>> & Pick<ComparedSide, 'runs'>;

/** What the columns are called that are added for the shape's `runs`, and taken out of the table again. */
export const addedColumns = { id: 'xt id', name: 'xt name' } as const;

const keys = { source: 'xt.source', role: 'xt.role', of: 'xt.of', x: 'xt.x', compared: 'xt.compared', runs: 'xt.runs' };

/** The table with its shape in its metadata, which travels with it as Arrow; no values are copied. */
export function withShape(table: Table, shape: AnswerShape): Table {
  const fields = table.schema.fields.map(({ name, type, nullable, metadata }, index) => {
    const role = shape.roles[index];
    const added = role === undefined ? [] : entries({ [keys.role]: role.role, [keys.of]: role.of });
    return new Field(name, type, nullable, new Map([...metadata, ...added]));
  });
  const about = entries({
    [keys.source]: shape.source,
    [keys.x]: shape.xName,
    [keys.compared]: shape.compared === undefined ? undefined : JSON.stringify(shape.compared),
    [keys.runs]: shape.runs === undefined ? undefined : JSON.stringify(shape.runs),
  });
  const schema = new Schema(fields, new Map([...table.schema.metadata, ...about]));
  return new Table(
    schema,
    table.batches.map((batch) => new RecordBatch(schema, batch.data)),
  );
}

/** The shape in a table's metadata; undefined where it has none. */
export function shapeOf(table: Table): AnswerShape | undefined {
  const { fields, metadata } = table.schema;
  const source = metadata.get(keys.source);
  if (source === undefined) return undefined;
  const xName = metadata.get(keys.x);
  const compared = metadata.get(keys.compared);
  const runs = metadata.get(keys.runs);
  return {
    source: source as AnswerSource,
    roles: fields.map((field) => {
      const of = field.metadata.get(keys.of);
      return { role: (field.metadata.get(keys.role) ?? 'field') as ColumnRole, ...(of === undefined ? {} : { of }) };
    }),
    ...(xName === undefined ? {} : { xName }),
    ...(compared === undefined ? {} : { compared: JSON.parse(compared) as NonNullable<AnswerShape['compared']> }),
    ...(runs === undefined ? {} : { runs: JSON.parse(runs) as NonNullable<AnswerShape['runs']> }),
  };
}

function entries(all: Readonly<Record<string, string | undefined>>): readonly (readonly [string, string])[] {
  return Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}
