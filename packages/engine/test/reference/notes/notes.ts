import type { Diagnostic, Query } from '@xt/grammar';
import { walk } from '@xt/grammar';
import type { Scene } from '../world.ts';
import { curveNotes } from './curves.ts';
import { goalNotes, lastValueNotes } from './goals.ts';
import { nanOverRunsNotes } from './groups.ts';
import { lackingNotes } from './names.ts';
import { endedBefore, nanPointNotes } from './points.ts';
import { spellingNotes } from './spellings.ts';
import { typeNotes } from './types.ts';

/** The notes that the reference knows of a query of runs; undefined where parents or other queries are asked. */
export function notesOf(query: Query, scene: Scene): Notes | undefined {
  if (namesKin(query)) return undefined;
  const notes = [
    lackingNotes,
    spellingNotes,
    endedBefore,
    nanPointNotes,
    goalNotes,
    lastValueNotes,
    nanOverRunsNotes,
    curveNotes,
  ];
  const types = typeNotes(query, scene);
  return {
    notes: [...new Set([...notes.flatMap((each) => each(query, scene)), ...(types ?? [])])].toSorted(),
    open: types === undefined ? ['coerced', 'other-type'] : [],
  };
}

/** Notes, each as its code, the name that it is of, and its counts; `open` are codes of which there may be more. */
export interface Notes {
  readonly notes: readonly string[];
  readonly open: readonly string[];
}

/** What the engine said, in the same form. */
export function notesTold(diagnostics: readonly Diagnostic[], open: readonly string[]): readonly string[] {
  const told = diagnostics.flatMap(({ code, message }) => {
    if (open.includes(code)) return [];
    const [found, ...parts] = forms[code]?.exec(message.replaceAll(/(\d),(?=\d{3})/g, '$1')) ?? [];
    return found === undefined ? [] : [[code, ...parts].join(' ')];
  });
  return [...new Set(told)].toSorted();
}

/** What is told in the messages that the reference knows: names, then counts. */
const forms: Readonly<Record<string, RegExp>> = {
  lacking: /^(?=.*`(.*)`)(\d+) (of \d+)/,
  'ended-before': /^(?=.* no `(.*)` as late)(\d+)/,
  'nan-skipped': /^`(.*)` has NaN points in (\d+)/,
  'goal-from-name': /^best of `(.*)` is its (\w+)/,
  'last-values': /^`(.*)` is over/,
  'nan-passed-over': /^`(.*)` is NaN in (\d+)/,
  'other-spelling': /^(?=.*, not `(.*)`)(\d+)/,
  shadowed: /^`(.*)` is the run's field; a (\w+)/,
  coerced: /^`(.*)` is text in (\d+) runs?, read as a (\w+)/,
  'other-type': /^`(.*)` has another type in (\d+)/,
  'no-points': /^(?=.* no points of `(.*)`)(\d+) (of \d+)/,
  'no-place': /^(\d+)/,
  'no-partner': /^(\d+)/,
  'uneven-group': /^/,
  sampled: /^(\d+) of the (\d+) points of (\d+)/,
};

function namesKin(query: Query): boolean {
  let found = false;
  walk(query, (node) => {
    if (!('kind' in node)) return;
    found ||= node.kind === 'kin' || (node.kind === 'plain' && /^(parent|root)(\.|$)/.test(node.text));
  });
  return found;
}
