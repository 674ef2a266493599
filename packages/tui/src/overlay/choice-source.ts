import { type Action, type ActionName, actions } from '../actions/action.ts';
import { runsText } from '../frame/runs-text.ts';
import { keysOf } from '../keys/keys-of.ts';
import { plainName } from '../query/plain-name.ts';
import { shellCommand } from '../query/shell-command.ts';
import { columnNamed, type Sheet, textAt } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { ChooseOverlay, State } from '../state/state.ts';
import { withoutSettings } from '../views/view-settings.ts';
import { columnsOffered } from './columns-offered.ts';

/** One thing that can be chosen. */
export interface ChoiceItem {
  /** What picks it, and what is done with it. */
  readonly key: string;
  readonly label: string;
  /** At the right: keys, or how many runs have it. */
  readonly side: string;
  /** The same as text of the language or of the shell. */
  readonly says?: string;
}

/** All that can be chosen; items are made of those alone that are seen, since there may be many thousand. */
export interface ChoiceSource {
  readonly length: number;
  readonly label: (index: number) => string;
  /** What else finds it: its name, what it writes, what it is. */
  readonly also: (index: number) => string;
  readonly item: (index: number) => ChoiceItem;
}

/** What a list is of. */
export function sourceOf(state: State, what: ChooseOverlay['what']): ChoiceSource {
  switch (what) {
    case 'action':
      return ofActions(state);
    case 'columns':
      return ofColumns(state);
    case 'metrics':
      return ofMetrics(state);
    case 'view':
      return ofViews(state);
  }
}

function ofActions({ bindings }: State): ChoiceSource {
  const names = (Object.keys(actions) as readonly ActionName[]).filter((name) => name !== 'palette');
  return ofList(names, {
    label: (name) => actions[name].help,
    also: (name) => `${name} ${saysOf(name) ?? ''}`,
    item: (name) => {
      const says = saysOf(name);
      const side = keysOf(name, bindings).join('  ');
      return { key: name, label: actions[name].help, side, ...(says === undefined ? {} : { says }) };
    },
  });
}

function saysOf(name: ActionName): string | undefined {
  const { says }: Action = actions[name];
  return says;
}

function ofColumns(state: State): ChoiceSource {
  return ofList(columnsOffered(state), {
    label: ({ text }) => plainName(text),
    also: ({ kind }) => kind,
    item: ({ text, kind, runs }) => ({
      key: text,
      label: plainName(text),
      side: runs === undefined ? kind : `${kind} · ${runsText(runs)}`,
      says: `select ${text}`,
    }),
  });
}

function ofMetrics(state: State): ChoiceSource {
  const listed = metricsByName(sheetOf(state, 'metrics'));
  const known = new Set(listed.map(({ name }) => name));
  const own = state.curves.metrics.filter((name) => !known.has(name)).map((name) => ({ name, words: [] }));
  return ofList([...own, ...listed], {
    label: ({ name }) => name,
    also: () => '',
    item: ({ name, words }) => ({ key: name, label: name, side: words.join(' · ') }),
  });
}

interface NamedMetric {
  readonly name: string;
  readonly runs: number;
  readonly projects: number;
  readonly goals: readonly string[];
}

/** Of several projects each has its own metric of a name; curves are of all that have the name, so that it stands once. */
function metricsByName(
  sheet: Sheet | undefined,
): readonly { readonly name: string; readonly words: readonly string[] }[] {
  if (sheet === undefined) return [];
  const runs = columnNamed(sheet, 'runs');
  const found = new Map<string, NamedMetric>();
  for (let row = 0; row < sheet.length; row++) {
    const name = textAt(sheet, 'name', row) ?? '';
    const before = found.get(name) ?? { name, runs: 0, projects: 0, goals: [] };
    const goal = textAt(sheet, 'goal', row);
    found.set(name, {
      name,
      runs: before.runs + Number(runs?.read(row) ?? 0),
      projects: before.projects + 1,
      goals: goal === undefined || before.goals.includes(goal) ? before.goals : [...before.goals, goal],
    });
  }
  const sorted = [...found.values()].toSorted((a, b) => b.runs - a.runs);
  return sorted.map(({ name, runs: all, projects, goals }) => {
    const of = projects > 1 ? [`${projects} projects`] : [];
    return { name, words: [...(goals.length === 0 ? [] : [goals.join(' or ')]), runsText(all), ...of] };
  });
}

function ofViews(state: State): ChoiceSource {
  const sheet = sheetOf(state, 'views');
  const rows = Array.from({ length: sheet?.length ?? 0 }, (_, row) => ({
    name: sheet === undefined ? '' : (textAt(sheet, 'name', row) ?? ''),
    query: sheet === undefined ? '' : (textAt(sheet, 'query', row) ?? ''),
  }));
  return ofList(rows, {
    label: ({ name }) => name,
    also: ({ query }) => query,
    item: ({ name, query }) => ({
      key: query,
      label: name,
      side: withoutSettings(query).replace(/\s+/g, ' '),
      says: shellCommand(`xt query @${name}`, state.session.flags),
    }),
  });
}

interface Parts<T> {
  readonly label: (each: T) => string;
  readonly also: (each: T) => string;
  readonly item: (each: T) => ChoiceItem;
}

function ofList<T>(list: readonly T[], { label, also, item }: Parts<T>): ChoiceSource {
  const at =
    <R>(read: (each: T) => R, otherwise: R) =>
    (index: number): R => {
      const each = list[index];
      return each === undefined ? otherwise : read(each);
    };
  return {
    length: list.length,
    label: at(label, ''),
    also: at(also, ''),
    item: at(item, { key: '', label: '', side: '' }),
  };
}
