import type { ConstantValue, ParamReading } from '../bind/bound.ts';
import { call, form, raw, type Sql, value } from './sql.ts';

/** One element of a list (JSON text), from 0, under a reading; missing where there is none or it is of another type. */
export function listElement(list: Sql, index: number, reading: ParamReading): Sql {
  const at = value('Int64', index + 1);
  switch (reading) {
    case 'number':
      return form(
        (x, i) =>
          `multiIf(JSONType(${x}, ${i}) IN ('Int64', 'UInt64', 'Double'), JSONExtractFloat(${x}, ${i}), ` +
          `JSONType(${x}, ${i}) = 'String', toFloat64OrNull(JSONExtractString(${x}, ${i})), NULL)`,
        list,
        at,
      );
    case 'text':
      return form((x, i) => `if(JSONType(${x}, ${i}) = 'String', JSONExtractString(${x}, ${i}), NULL)`, list, at);
    case 'bool':
      return form((x, i) => `if(JSONType(${x}, ${i}) = 'Bool', JSONExtractBool(${x}, ${i}), NULL)`, list, at);
    case 'list':
      return form((x, i) => `if(JSONType(${x}, ${i}) = 'Array', JSONExtractRaw(${x}, ${i}), NULL)`, list, at);
    case 'shown':
      return form((x, i) => `if(JSONType(${x}, ${i}) = 'Null', NULL, JSONExtractRaw(${x}, ${i}))`, list, at);
  }
}

/** Whether a list (JSON text) has an element equal to a constant of its own type; unknown of a missing list. */
export function listContains(list: Sql, constant: ConstantValue): Sql {
  return form((x, test) => `if(isNull(${x}), NULL, ${test})`, list, contains(list, constant));
}

function contains(list: Sql, constant: ConstantValue): Sql {
  const items = call('JSONExtractArrayRaw', call('ifNull', list, raw("''")));
  if (typeof constant === 'number') {
    return form(
      (x, y) => `arrayExists(e -> ifNull(toFloat64OrNull(e) = ${y}, 0), ${x})`,
      items,
      value('Float64', constant),
    );
  }
  if (typeof constant === 'boolean') return call('has', items, raw(`'${constant}'`));
  const decoded = form(
    (x) => `arrayMap(e -> JSONExtractString(concat('[', e, ']'), 1), arrayFilter(e -> startsWith(e, '"'), ${x}))`,
    items,
  );
  return call('has', decoded, value('String', constant ?? ''));
}
