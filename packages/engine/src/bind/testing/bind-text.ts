import { hasErrors, type Outcome, parse } from '@xt/grammar';
import type { Asker, Catalog } from '../../catalog/catalog.ts';
import { bind } from '../bind.ts';
import type { BoundColumn, BoundExpression, BoundQuery, BoundRuns, Check } from '../bound.ts';
import { printBoundExpression } from '../print-bound-expression.ts';
import { ann, worldCatalog } from './catalog.ts';

/** Parses and binds in the corpus' world, or another; throws where it does not parse. */
export function bindText(text: string, catalog: Catalog = worldCatalog(), asker: Asker = ann): Outcome<BoundQuery> {
  const parsed = parse(text);
  if (parsed.value === undefined || hasErrors(parsed.diagnostics)) {
    throw new Error(`\`${text}\` does not parse: ${JSON.stringify(parsed.diagnostics)}`);
  }
  return bind(parsed.value, catalog, asker);
}

/** What a query of runs is bound to; throws where it is wrong. */
export function boundRuns(text: string, catalog?: Catalog, asker?: Asker): BoundRuns {
  const { value, diagnostics } = bindText(text, catalog, asker);
  if (value?.kind !== 'runs') throw new Error(`\`${text}\` does not bind: ${JSON.stringify(diagnostics)}`);
  return value;
}

/** The condition of `runs where …`, printed, with the ids of names only where there are other spellings. */
export function condition(text: string, catalog?: Catalog, asker?: Asker): string {
  const clause = boundRuns(`runs where ${text}`, catalog, asker).clauses[0];
  if (clause?.kind !== 'where') throw new Error('no condition');
  return print(clause.condition).replaceAll(/ \[\d+\]/g, '');
}

export function print(expression: BoundExpression): string {
  return printBoundExpression(expression).join('\n');
}

/** Names of columns; those for machines in brackets. */
export function columnNames(columns: readonly BoundColumn[]): readonly string[] {
  return columns.map((column) => (column.machine === true ? `[${column.name}]` : column.name));
}

/** Kind and name of each check. */
export function checkNames(checks: readonly Check[]): readonly string[] {
  return checks.map((check) => {
    const name = 'key' in check ? check.key.name : 'metric' in check ? check.metric.name : check.name;
    return `${check.kind} ${name}`;
  });
}

/** What is said of a query: code, the text that it speaks of between « and », hint. */
export function said(marked: string, catalog?: Catalog, asker?: Asker): readonly Said[] {
  const text = marked.replaceAll(/[«»]/g, '');
  return bindText(text, catalog, asker).diagnostics.map(({ code, span, hint, severity }) => {
    const place =
      span === undefined
        ? text
        : `${text.slice(0, span.start)}«${text.slice(span.start, span.end)}»${text.slice(span.end)}`;
    return { code, place, hint: hint ?? '', severity };
  });
}

export interface Said {
  readonly code: string;
  readonly place: string;
  readonly hint: string;
  readonly severity: 'error' | 'note';
}
