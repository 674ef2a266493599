import { as } from '../values/coerce.ts';
import { readNumber } from '../values/read-text.ts';
import { bool, number, text, type Value } from '../values/value.ts';
import type { Param, Run, Scene } from '../world.ts';

/** A param as a value of the type that it was logged with; a stored null is missing. */
export function paramValue(param: Param | undefined): Value {
  switch (param?.type) {
    case undefined:
    case 'null':
      return null;
    case 'number':
      return number(readNumber(param.text));
    case 'bool':
      return bool(param.text === 'true');
    case 'text':
      return text(param.text);
    case 'list':
      return { type: 'list', value: JSON.parse(param.text) as readonly unknown[] };
  }
}

/** A param for sorting and grouping: one that always reads as a number (or a bool) is one. */
export function orderedParam(name: string, run: Run, scene: Scene): Value {
  const own = paramValue(run.params[name]);
  const all = scene.runs.map((each) => paramValue(each.params[name])).filter((value) => value !== null);
  for (const type of ['number', 'bool'] as const) {
    if (all.every((value) => as(type, value) !== null)) return as(type, own);
  }
  return own;
}
