import type { PaneName } from '../state/state.ts';
import { type Binding, bindingsOf } from './key-table.ts';

/** Two actions that want the same keys of a pane: the same sequence, or one that is the beginning of another. */
export interface KeyClash {
  readonly pane: PaneName;
  /** The keys of the first, and those of the second. */
  readonly keys: string;
  readonly otherKeys: string;
  readonly first: Binding;
  readonly second: Binding;
}

const panes: readonly PaneName[] = ['runs', 'curves', 'compare', 'lineage', 'artifacts', 'details'];

/** The clashes of a key table, pane by pane; in a table without any every sequence does what it says. */
export function keyClashes(table: readonly Binding[]): readonly KeyClash[] {
  return panes.flatMap((pane) => {
    const sequences = bindingsOf(pane, table).flatMap((binding) => binding.keys.map((keys) => ({ keys, binding })));
    return sequences.flatMap(({ keys, binding }, index): readonly KeyClash[] => {
      const later = sequences.find((each, place) => place > index && clash(keys, each.keys));
      return later === undefined ? [] : [{ pane, keys, otherKeys: later.keys, first: binding, second: later.binding }];
    });
  });
}

function clash(a: string, b: string): boolean {
  return `${a} `.startsWith(`${b} `) || `${b} `.startsWith(`${a} `);
}

const named = new Set(
  'space enter tab escape backspace up down left right home end insert delete page-up page-down wheel-up wheel-down f1 f2 f3 f4 f5'.split(
    ' ',
  ),
);

/** Why a sequence of keys can never be typed; undefined where it can. */
export function sequenceProblem(sequence: string): string | undefined {
  const keys = sequence.split(' ');
  const wrong = keys.find((key) => !isKey(key));
  if (wrong === undefined) return undefined;
  return wrong === '' ? 'it has an empty key' : `\`${wrong}\` is no key`;
}

function isKey(name: string): boolean {
  const [, modifiers = '', bare = ''] = /^((?:ctrl-|alt-|shift-)*)(.+)$/su.exec(name) ?? [];
  if (named.has(bare)) return true;
  if ([...bare].length !== 1) return false;
  if (/\p{Cc}|\s/u.test(bare)) return false;
  // A terminal sends Ctrl with letters and a few signs alone, and Shift as the other letter.
  if (modifiers.includes('shift-')) return false;
  return !modifiers.includes('ctrl-') || /^[a-z\\\]^_]$/.test(bare);
}
