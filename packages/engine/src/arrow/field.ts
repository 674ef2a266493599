import { DataType, Field } from 'apache-arrow';
import { arrowTypes } from './arrow-types.ts';
import type { ColumnType } from './result.ts';

const typeKey = 'xt.type';
const machineKey = 'xt.machine';

/** The Arrow field of a column of an answer, with what Arrow's type does not say in its metadata. */
export function columnField(name: string, type: ColumnType, machine: boolean): Field {
  const metadata = new Map([[typeKey, type as string]]);
  if (machine) metadata.set(machineKey, '1');
  return new Field(name, arrowTypes[type], true, metadata);
}

/** The column type of a field: what its metadata says, else what its Arrow type is nearest to. */
export function columnType(field: Field): ColumnType {
  const named = field.metadata.get(typeKey);
  return named !== undefined && isColumnType(named) ? named : typeOfArrow(field.type);
}

/** True if only the machine formats show the column. */
export function isMachine(field: Field): boolean {
  return field.metadata.get(machineKey) === '1';
}

function isColumnType(name: string): name is ColumnType {
  return Object.hasOwn(arrowTypes, name);
}

function typeOfArrow(type: DataType): ColumnType {
  if (DataType.isDictionary(type)) return typeOfArrow(type.valueType);
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isInt(type)) return 'integer';
  if (DataType.isFloat(type)) return 'number';
  if (DataType.isTimestamp(type) || DataType.isDate(type)) return 'time';
  if (DataType.isList(type)) return 'list';
  return 'text';
}
