export { type Table, Vector } from 'apache-arrow';
export { buildTable } from './build-table.ts';
export type { CellInput, Column, ColumnValues } from './column.ts';
export { decode } from './decode.ts';
export { encode } from './encode.ts';
export { columnType, isMachine } from './field.ts';
export { type Cell, type Reader, reader } from './reader.ts';
export type { Answer, ColumnType } from './result.ts';
export {
  type AnswerShape,
  type AnswerSource,
  type ColumnRole,
  type ComparedSide,
  type RoleOfColumn,
  shapeOf,
  withShape,
} from './shape.ts';
