import { quoteText } from '../query/splice.ts';
import { idColumn } from '../query/with-ids.ts';
import { hasRhythm, isStalled } from '../state/rhythm.ts';
import type { State } from '../state/state.ts';
import type { Ask } from './ask.ts';
import { liveIds } from './live-runs.ts';

// Of so many of all live runs it is known whether they are stalled, besides those that are seen.
const mostUnseen = 24;
// Where columns are chosen, the id is one that must be chosen, too.
const idText = `id as \`${idColumn}\``;
// Rhythms are asked for a few at a time, so that nothing waits for them.
const atOnce = 4;
const mostMetrics = 20_000;

/** How many runs are live, and the rhythm of those that are seen and of the newest. The clock asks again, not every change. */
export function liveAsks(state: State): readonly Ask[] {
  const { revision } = state.clock;
  const live: Ask = {
    slot: 'live',
    text: `runs where state = 'running' select ${idText}`,
    limit: mostUnseen,
    revision,
  };
  const ids = liveIds(state);
  if (ids.length === 0) return [live];
  const text = `run ${ids.map(quoteText).join(', ')} select started, created, ${idText}`;
  return [live, { slot: 'begun', text, limit: ids.length, revision: 0 }, ...rhythmAsks(state, ids)];
}

function rhythmAsks(state: State, ids: readonly string[]): readonly Ask[] {
  const asks = ids.map((id) => ({ ask: rhythmAsk(state, id), answered: state.answers[`rhythm ${id}`] }));
  const settled = asks.filter(
    ({ ask, answered }) => answered?.asked.revision === ask.revision && answered.status !== 'asked',
  );
  const others = asks.filter((each) => !settled.includes(each));
  return [...settled, ...others.slice(0, atOnce)].map(({ ask }) => ask);
}

/** Asked again once it would make the run stalled, until then points can only have come; and while it has no rhythm yet. */
function rhythmAsk(state: State, id: string): Ask {
  const slot = `rhythm ${id}` as const;
  const asked = state.answers[slot]?.good?.ask;
  const isKnown = asked !== undefined && hasRhythm(state, id) && !isStalled(state, id);
  const revision = isKnown ? asked.revision : state.clock.revision;
  return { slot, text: `metrics of run ${quoteText(id)} select points, updated`, limit: mostMetrics, revision };
}
