import type { MetricRef } from '../bind/bound.ts';
import type { Measure } from '../plan/storage.ts';
import { type KeptAggregate, type SummaryFact, summaryFact } from '../plan/summary-facts.ts';
import { summaryAggregate } from './forms-clickhouse.ts';
import { column, form, type Sql, value } from './sql.ts';

/** A measure that the summary of a metric tells without its points. */
export interface Kept {
  readonly measure: Measure;
  readonly metric: MetricRef;
  /** Over the columns of the summary, whose table is `s`. */
  readonly value: Sql;
}

/** The measure as the summary of a metric tells it; undefined where only the points do. */
export function keptValue(measure: Measure): Kept | undefined {
  const told = summaryFact(measure);
  return told === undefined ? undefined : { measure, metric: told.metric, value: sqlOf(told.fact) };
}

function sqlOf(fact: SummaryFact): Sql {
  switch (fact.kind) {
    case 'kept':
      return keptAs(fact.of);
    case 'is-nan':
      return form(() => (fact.quantifier === 'any' ? 's.n_nan > 0' : 's.n_nan = s.n'));
    case 'not-nan-count':
      return form(() => 'toFloat64(s.n - s.n_nan)');
    case 'not':
      return form((of) => `NOT (${of})`, sqlOf(fact.fact));
    case 'beyond':
      return beyond(fact);
  }
}

/** What is kept; where it is a column as it stands, as such: then it can be read wherever it is needed. */
export function keptAs(of: KeptAggregate): Sql {
  const text = summaryAggregate(of, (name) => `s.${name}`);
  const [, plain] = /^s\.(\w+)$/.exec(text) ?? [];
  return plain === undefined ? form(() => text) : column(plain, 's');
}

/** Where the extrema do not decide, a NaN point makes it unknown. */
function beyond({ quantifier, op, bound }: Extract<SummaryFact, { readonly kind: 'beyond' }>): Sql {
  const extremum = op.startsWith('>') === (quantifier === 'any') ? 's.max' : 's.min';
  return form(
    (than) => {
      const holds = `${extremum} ${op} ${than}`;
      if (quantifier === 'any') return `multiIf(ifNull(${holds}, false), true, s.n_nan > 0, NULL, false)`;
      return `multiIf(NOT ifNull(${holds}, true), false, s.n_nan > 0, NULL, true)`;
    },
    value('Float64', bound),
  );
}
