import type { ChooseOverlay, State } from '../state/state.ts';
import { type ChoiceItem, type ChoiceSource, sourceOf } from './choice-source.ts';
import { type Match, matcher } from './match.ts';

export interface FoundItem extends ChoiceItem {
  readonly match: Match;
}

/** What can be chosen and matches a search, the best match first. */
export interface Choices {
  readonly length: number;
  readonly at: (index: number) => FoundItem | undefined;
}

/** What can be chosen in a list. */
export function choices(state: State, { what, search }: Pick<ChooseOverlay, 'what' | 'search'>): Choices {
  const source = sourceOf(state, what);
  const text = search.text.trim();
  if (text === '') {
    return { length: source.length, at: (index) => withMatch(source, index, { score: 0, at: [] }) };
  }
  const found = matching(source, text);
  return {
    length: found.length,
    at: (index) => {
      const each = found[index];
      return each === undefined ? undefined : withMatch(source, each.index, each.match);
    },
  };
}

interface Found {
  readonly index: number;
  readonly match: Match;
}

function matching(source: ChoiceSource, text: string): readonly Found[] {
  const match = matcher(text);
  const found: Found[] = [];
  for (let index = 0; index < source.length; index++) {
    const label = source.label(index);
    const here = match(label) ?? elsewhere(label, source.also(index), match);
    if (here !== undefined) found.push({ index, match: here });
  }
  return found.sort((a, b) => a.match.score - b.match.score);
}

/** What is found only together with the other words of an item comes behind what is found in its label. */
function elsewhere(label: string, also: string, match: ReturnType<typeof matcher>): Match | undefined {
  const found = also === '' ? undefined : match(`${label} ${also}`);
  return found === undefined || found.score >= 3 ? undefined : { score: found.score + 4, at: [] };
}

function withMatch(source: ChoiceSource, index: number, match: Match): FoundItem | undefined {
  return index < 0 || index >= source.length ? undefined : { ...source.item(index), match };
}
