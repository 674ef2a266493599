import { clauseEndings, curveColumnEndings } from '../endings.ts';
import { isName } from '../names.ts';
import type { Clause, Column, Query, Source, TextNode } from '../syntax.ts';
import {
  type Place,
  printExpression,
  printExpressions,
  printKey,
  printOperand,
  printPath,
  printPer,
  printPoint,
  printRange,
  printSmoothing,
  printText,
  withoutBy,
} from './print-expression.ts';

const WIDTH = 100;

/** The one canonical text of a query; parsing it gives the same tree. */
export function print(query: Query): string {
  const comments = query.comments.map((comment) => `# ${comment}`.trimEnd());
  const source = printSource(query.source);
  const clauses = printClauses(query);
  const line = [source, ...clauses].join(' ');
  return [...comments, ...(line.length > WIDTH ? [source, ...clauses.map((clause) => `    ${clause}`)] : [line])].join(
    '\n',
  );
}

/** A query in one line, without its comments. */
export function printQueryInline(query: Query): string {
  return [printSource(query.source), ...printClauses(query)].join(' ');
}

function printClauses(query: Query): readonly string[] {
  const endings = clauseEndings(query.source.kind);
  return query.clauses.map((clause, i) =>
    printClause(clause, query.clauses[i + 1]?.kind === 'by' ? { ...endings, by: true } : endings),
  );
}

function printSource(source: Source): string {
  switch (source.kind) {
    case 'runs':
    case 'projects':
    case 'views':
      return source.kind;
    case 'run':
      return `run ${printTexts(source.names)}`;
    case 'subquery':
      return `(${printQueryInline(source.query)})`;
    case 'curves':
      return `curves ${printColumns(source.columns, curveColumnEndings)} of ${printSource(source.of)}`;
    case 'lineage':
      return `lineage of ${printSource(source.of)}`;
    case 'artifacts':
    case 'metrics':
    case 'params':
      return source.of === undefined ? source.kind : `${source.kind} of ${printSource(source.of)}`;
    case 'diff':
      return `diff ${source.text === undefined ? '' : `${printText(source.text.value)} of `}${printSource(source.of)}`;
    case 'compare':
      return `compare ${printOperand(source.value)} between ${printSource(source.left)} and ${printSource(source.right)}`;
  }
}

/** The text of one clause where nothing ends its operands early. */
export function printClause(clause: Clause, place: Place = {}): string {
  switch (clause.kind) {
    case 'where':
      return `where ${printExpression(clause.condition, place)}`;
    case 'sort':
      return `sort by ${clause.keys.map((key, i) => printKey(key, lastOnly(place, i, clause.keys))).join(', ')}`;
    case 'limit':
      return `limit ${clause.text ?? clause.count}`;
    case 'up':
    case 'down':
      return clause.count === undefined ? clause.kind : `${clause.kind} ${clause.text ?? clause.count}`;
    case 'select':
      return `select ${printColumns(clause.columns, place)}`;
    case 'top':
      return `top ${clause.text ?? clause.count} by ${printKey(clause.key, clause.per.length > 0 ? withoutBy(place) : place)}${printPer(clause.per, place)}`;
    case 'group':
      return `group by ${printGroupKeys(clause.keys, place)}`;
    case 'vs':
      return `vs ${printText(clause.base.value)} on ${printExpressions(clause.on, place)}`;
    case 'smooth':
      return printSmoothing(clause.smoothing);
    case 'x':
      return `x ${printPath(clause.axis)}`;
    case 'window':
      return `${clause.by} ${printRange(clause.range)}`;
    case 'every':
      return `every ${clause.width.text}`;
    case 'sample':
      return ['sample', clause.text ?? clause.count ?? 'none', clause.method?.text]
        .filter((part) => part !== undefined)
        .join(' ');
    case 'band':
      return `band ${clause.band.text}`;
    case 'relative':
      return `relative to run ${printText(clause.base.value)}`;
    case 'history':
      return 'with history';
    case 'by':
      return `by ${clause.words.map((word) => word.text).join(', ')}`;
    case 'side-by-side':
      return 'side by side';
    case 'all':
    case 'unified':
      return clause.kind;
    case 'at-clause':
      return `at ${printPoint(clause.point)}`;
  }
}

function printGroupKeys(keys: 'all' | readonly Column[], place: Place): string {
  if (keys === 'all') return 'all';
  const columns = printColumns(keys, place);
  return columns.toLowerCase() === 'all' ? `(${columns})` : columns;
}

function printColumns(columns: readonly Column[], place: Place): string {
  return columns.map((column, i) => printColumn(column, lastOnly(place, i, columns))).join(', ');
}

function printColumn(column: Column, place: Place): string {
  const inside = 'alias' in column ? withoutBy(place) : place;
  switch (column.kind) {
    case 'all-columns':
      return '*';
    case 'prefix-columns':
      return `${column.prefix}.*`;
    case 'best-run':
      return `best run by ${printKey(column.key, inside)}${printAlias(column)}`;
    case 'column': {
      const band = column.band === undefined ? '' : ` band ${column.band.text}`;
      return `${printExpression(column.expression, band === '' ? inside : withoutBy(place))}${band}${printAlias(column)}`;
    }
  }
}

function printAlias({ alias }: Extract<Column, { kind: 'column' | 'best-run' }>): string {
  if (alias === undefined) return '';
  return ` as ${isName(alias.name) ? alias.name : printText(alias.name)}`;
}

function printTexts(texts: readonly TextNode[]): string {
  return texts.map((text) => printText(text.value)).join(', ');
}

/** A clause `by` behind a list follows its last item only. */
function lastOnly(place: Place, index: number, items: readonly unknown[]): Place {
  return index === items.length - 1 ? place : withoutBy(place);
}
