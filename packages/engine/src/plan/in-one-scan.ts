import { predicateWhenAbsent } from './absent.ts';
import { conditionsIn, join } from './normalize.ts';
import type { Leaf, Predicate } from './plan.ts';
import type { StepId } from './steps.ts';
import { homeOf, inputsOf, isSelective } from './storage.ts';
import { summaryFact } from './summary-facts.ts';

/** A condition for one scan of ClickHouse, and the parts that it stands for besides the first. */
interface OneScan {
  readonly where: Predicate;
  readonly joined: readonly Predicate[];
}

/**
 * One part of an `and`, that summaries answer, together with each `or` of conditions on summaries and such as an index of
 * Postgres answers with few runs: these are found before it, deleted ones too. Undefined where there is none.
 */
export function inOneScan(
  part: Predicate,
  parts: readonly Predicate[],
  found: (conditions: readonly Leaf[]) => StepId,
): OneScan | undefined {
  if (!isOfSummaries(part) || predicateWhenAbsent(part) !== 'fails') return undefined;
  const joined = parts.filter(isJoinable);
  if (joined.length === 0) return undefined;
  const conditions = joined.map((each) => {
    const own = join('or', each.items.filter(isOfSummaries));
    return join('or', [own, { kind: 'among', of: found(each.items.filter(hasFew)) }]);
  });
  return { where: join('and', [part, ...conditions]), joined };
}

/** Each is a statement. */
const mostFound = 3;

type Alternatives = Extract<Predicate, { readonly items: unknown }>;

function isJoinable(predicate: Predicate): predicate is Alternatives {
  if (predicate.kind !== 'or' || !predicate.items.some(isOfSummaries)) return false;
  const others = predicate.items.filter((item) => !isOfSummaries(item));
  return others.length > 0 && others.length <= mostFound && others.every(hasFew);
}

function isOfSummaries(predicate: Predicate): boolean {
  if (homeOf(predicate) !== 'clickhouse') return false;
  return inputsOf(conditionsIn(predicate)).measures.every((measure) => summaryFact(measure) !== undefined);
}

/** A condition that an index of Postgres answers with few runs. */
function hasFew(predicate: Predicate): predicate is Leaf {
  if (homeOf(predicate) !== 'postgres' || predicate.kind !== 'leaf') return false;
  const { condition, negated } = predicate;
  return isSelective(predicate) || (!negated && condition.kind === 'is' && condition.test === 'nan');
}
