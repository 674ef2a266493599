import type {
  NaiveClause,
  NaiveColumn,
  NaiveCondition,
  NaiveKey,
  NaiveNumber,
  NaiveQuery,
  NaiveText,
} from './queries.ts';

/** The query in the language, with all its parentheses. */
export function printQuery({ clauses, columns }: NaiveQuery): string {
  const shown = ['run.id', ...columns.map((column, index) => `${printColumn(column)} as c${index}`)];
  return ['runs', ...clauses.map(printClause), `select ${shown.join(', ')}`].join(' ');
}

function printColumn(column: NaiveColumn): string {
  return column.shows === 'number' ? printNumber(column.of) : `(${printCondition(column.of)})`;
}

function printClause(clause: NaiveClause): string {
  switch (clause.kind) {
    case 'where':
      return `where ${printCondition(clause.condition)}`;
    case 'sort':
      return `sort by ${clause.keys.map(printKey).join(', ')}`;
    case 'limit':
      return `limit ${clause.count}`;
  }
}

function printKey({ of, descending }: NaiveKey): string {
  return `${printKeyValue(of)}${descending ? ' desc' : ''}`;
}

function printKeyValue(of: NaiveKey['of']): string {
  if (of.kind === 'any-param') return `params.${of.name}`;
  return of.kind === 'text-field' || of.kind === 'text-param' || of.kind === 'text-tag' || of.kind === 'lower'
    ? printText(of)
    : printNumber(of);
}

function printNumber(of: NaiveNumber): string {
  switch (of.kind) {
    case 'number':
      return of.value < 0 ? `(${of.value})` : String(of.value);
    case 'step':
      return 'run.step';
    case 'duration':
      return 'run.duration';
    case 'number-param':
      // A param of numbers alone is one as it stands.
      return of.name === 'n' ? 'params.n' : `number(params.${of.name})`;
    case 'aggregate':
      return of.aggregate === 'last' ? `metrics.${of.metric}` : `${of.aggregate}(metrics.${of.metric})`;
    case 'at-step':
      return `(metrics.${of.metric} at step (${printNumber(of.step)}))`;
    case 'arithmetic':
      return `(${printNumber(of.left)} ${of.op} ${printNumber(of.right)})`;
    case 'negate':
      return `(-${printNumber(of.item)})`;
    case 'call':
      return `${of.name}(${printNumber(of.item)})`;
    case 'several':
      return `${of.name}(${of.items.map(printNumber).join(', ')})`;
  }
}

function printText(of: NaiveText): string {
  switch (of.kind) {
    case 'text-field':
      return `run.${of.field}`;
    case 'text-param':
      return `params.${of.name}`;
    case 'text-tag':
      return `tags.${of.name}`;
    case 'lower':
      return `lower(${printText(of.item)})`;
  }
}

function printCondition(of: NaiveCondition): string {
  switch (of.kind) {
    case 'and':
    case 'or':
      return `(${of.items.map(printCondition).join(` ${of.kind} `)})`;
    case 'not':
      return `not (${printCondition(of.item)})`;
    case 'compare':
      return `${printNumber(of.left)} ${of.op} ${printNumber(of.right)}`;
    case 'compare-text':
      return `${printText(of.left)} ${of.op} ${quoted(of.right)}`;
    case 'compare-texts':
      return `${printText(of.left)} ${of.op} ${printText(of.right)}`;
    case 'compare-created':
      return `created ${of.op} ${new Date(of.time / 1000).toISOString().slice(0, 16)}Z`;
    case 'in':
      return `${printNumber(of.item)} in (${of.values.join(', ')})`;
    case 'in-texts':
      return `${printText(of.item)} in (${of.values.map(quoted).join(', ')})`;
    case 'between':
      return `${printNumber(of.item)} between ${of.low} and ${of.high}`;
    case 'match':
      return `${printText(of.item)} ${of.op} ${quoted(of.pattern)}`;
    case 'is':
      return `${printNumber(of.item)} is ${of.test}`;
    case 'param-missing':
      return `params.${of.name} is missing`;
    case 'flag':
      return `params.${of.name}`;
    case 'tagged':
      return `tagged ${quoted(of.label)}`;
    case 'list-contains':
      return `params.list contains ${typeof of.value === 'number' ? of.value : quoted(of.value)}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
