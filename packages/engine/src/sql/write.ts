import type { From, OrderTerm, Query, Select, SelectColumn, Slot, Sql, Template } from './sql.ts';

/** What the two dialects write differently. */
interface Dialect {
  readonly placeholder: (position: number, type: string) => string;
  readonly ties: (limit: string) => string;
}

const dialects = {
  postgres: {
    placeholder: (position, type) => `$${position}::${type}`,
    ties: (limit) => `FETCH FIRST (${limit}) ROWS WITH TIES`,
  },
  clickhouse: {
    placeholder: (position, type) => `{p${position}:${type}}`,
    ties: (limit) => `LIMIT ${limit} WITH TIES`,
  },
} as const satisfies Record<Template['store'], Dialect>;

/** Writes a query as the SQL text of a store; placeholders are numbered in order of appearance, equal ones share a number. */
export function write(query: Query, store: Template['store']): Template {
  const slots: Slot[] = [];
  const known = new Map<string, number>();
  const dialect: Dialect = dialects[store];
  const text = writeQuery(query, '');
  return { store, text, slots };

  function writeQuery(of: Query, indent: string): string {
    if (of.kind === 'select') return writeSelect(of, indent);
    return of.items.map((item) => writeSelect(item, indent)).join(`\n${indent}UNION ALL\n${indent}`);
  }

  function writeSelect(select: Select, indent: string): string {
    const lines = [`SELECT ${select.columns.map(writeColumn).join(', ')}`, `FROM ${writeFrom(select.from, indent)}`];
    const { keyWhere = [], where = [], group = [], order = [] } = select;
    if (keyWhere.length > 0) lines.push(`PREWHERE ${keyWhere.map((item) => writeInside(item, 'AND')).join(' AND ')}`);
    if (where.length > 0) lines.push(`WHERE ${where.map((item) => writeInside(item, 'AND')).join(' AND ')}`);
    if (group.length > 0) lines.push(`GROUP BY ${group.map(writeSql).join(', ')}`);
    if (order.length > 0) lines.push(`ORDER BY ${order.map(writeOrder).join(', ')}`);
    if (select.limit !== undefined) {
      const limit = writeSql(select.limit);
      const by = select.limitBy === undefined ? '' : ` BY ${select.limitBy.map(writeSql).join(', ')}`;
      lines.push(select.ties === true ? dialect.ties(limit) : `LIMIT ${limit}${by}`);
    }
    if (select.readOnce === true) lines.push('OFFSET 0');
    if (select.smallBlocks === true) lines.push('SETTINGS max_block_size = 1024');
    if (select.mergeJoin === true) lines.push("SETTINGS join_algorithm = 'full_sorting_merge'");
    return lines.join(`\n${indent}`);
  }

  function writeColumn({ value, as }: SelectColumn): string {
    return as === undefined ? writeSql(value) : `${writeSql(value)} AS ${quoted(as)}`;
  }

  function writeFrom(from: From, indent: string): string {
    switch (from.kind) {
      case 'table': {
        const alias = from.as === undefined ? '' : ` AS ${from.as}`;
        return `${from.name}${alias}${from.final === true ? ' FINAL' : ''}`;
      }
      case 'query': {
        const inner = `${indent}  `;
        const alias = from.as === undefined ? '' : ` AS ${from.as}`;
        return `(\n${inner}${writeQuery(from.query, inner)}\n${indent})${alias}`;
      }
      case 'reachable': {
        const { as, start, next } = from;
        const inner = `${indent}  `;
        const parts = `${writeSelect(start, inner)}\n${inner}UNION\n${inner}${writeSelect(next, inner)}`;
        return `(WITH RECURSIVE ${as} AS (\n${inner}${parts}\n${indent}) SELECT * FROM ${as}) AS ${as}`;
      }
      case 'left-join':
      case 'join': {
        const word = from.kind === 'join' ? 'JOIN' : 'LEFT JOIN';
        const left = writeFrom(from.left, indent);
        const right = writeFrom(from.right, indent);
        return `${left}\n${indent}${word} ${right} ON ${writeSql(from.on)}`;
      }
    }
  }

  function writeOrder({ value, descending, missingLast }: OrderTerm): string {
    return `${writeSql(value)}${descending === true ? ' DESC' : ''}${missingLast === true ? ' NULLS LAST' : ''}`;
  }

  function writeSql(sql: Sql): string {
    switch (sql.kind) {
      case 'column':
        return sql.table === undefined ? quoted(sql.name) : `${sql.table}.${quoted(sql.name)}`;
      case 'parameter':
        return dialect.placeholder(positionOf(sql.slot, sql.type), sql.type);
      case 'raw':
        return sql.text;
      case 'call':
        return `${sql.name}(${sql.arguments.map(writeSql).join(', ')})`;
      case 'infix':
        return sql.items.map((item) => writeInside(item, sql.op)).join(` ${sql.op} `);
      case 'prefix':
        return `${sql.op} ${writeInside(sql.item, sql.op)}`;
      case 'postfix':
        return `${writeInside(sql.item, sql.op)} ${sql.op}`;
      case 'form':
        return sql.say(...sql.items.map((item) => writeInside(item, 'form')));
      case 'subquery':
        return `(${writeQuery(sql.query, '').replaceAll(/\n\s*/g, ' ')})`;
    }
  }

  /** Parentheses wherever an operator stands inside another, but for a chain of one `AND` or `OR`. */
  function writeInside(sql: Sql, around: string): string {
    const operator = sql.kind === 'infix' || sql.kind === 'prefix' || sql.kind === 'postfix';
    const needed = operator && !(around === 'AND' && isTest(sql));
    return needed ? `(${writeSql(sql)})` : writeSql(sql);
  }

  function positionOf(slot: Slot, type: string): number {
    const key = slotKey(slot, type);
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    slots.push(slot);
    known.set(key, slots.length);
    return slots.length;
  }
}

/** What stands in an `AND` without parentheses: a comparison or a test, no `OR`. */
function isTest(sql: Sql): boolean {
  return sql.kind !== 'infix' || sql.op !== 'OR';
}

/** Values are told apart by what they are, so that the same text comes out only for the same query. */
function slotKey(slot: Slot, type: string): string {
  if (slot.kind !== 'value') return `${type} ${JSON.stringify(slot)}`;
  const { value } = slot;
  return `${type} ${typeof value} ${typeof value === 'number' ? String(value) : JSON.stringify(value)}`;
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !(name === 'user' || name === 'group') ? name : `"${name}"`;
}
