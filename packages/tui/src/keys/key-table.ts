import type { ActionName } from '../actions/action.ts';
import type { PaneName } from '../state/state.ts';

/** Where a binding holds: in every pane, in one, or in all panes that are a list of lines. */
export type Where = 'any' | 'list' | PaneName;

/** Keys of one action: each a sequence of key names parted by blanks. The help overlay, the palette and the docs are made of this. */
export interface Binding {
  readonly keys: readonly string[];
  readonly where: Where;
  readonly action: ActionName;
}

/** Every key of the panes. A test finds doubles and sequences that hide others. */
export const keyTable: readonly Binding[] = [
  { keys: ['j', 'down'], where: 'any', action: 'down' },
  { keys: ['k', 'up'], where: 'any', action: 'up' },
  { keys: ['h', 'left'], where: 'any', action: 'left' },
  { keys: ['l', 'right'], where: 'any', action: 'right' },
  { keys: ['page-down', 'ctrl-d', 'ctrl-f'], where: 'any', action: 'page-down' },
  { keys: ['page-up', 'ctrl-u', 'ctrl-b'], where: 'any', action: 'page-up' },
  { keys: ['wheel-down'], where: 'any', action: 'wheel-down' },
  { keys: ['wheel-up'], where: 'any', action: 'wheel-up' },
  { keys: ['g g', 'home'], where: 'any', action: 'first' },
  { keys: ['G', 'end'], where: 'any', action: 'last' },
  { keys: ['^'], where: 'any', action: 'first-column' },
  { keys: ['$'], where: 'any', action: 'last-column' },
  { keys: ['/'], where: 'any', action: 'edit-query' },
  { keys: ['s'], where: 'runs', action: 'sort-down' },
  { keys: ['S'], where: 'runs', action: 'sort-up' },
  { keys: ['+'], where: 'runs', action: 'sort-also' },
  { keys: ['f'], where: 'runs', action: 'filter-only' },
  { keys: ['F'], where: 'runs', action: 'filter-not' },
  { keys: ['{'], where: 'runs', action: 'filter-at-least' },
  { keys: ['}'], where: 'runs', action: 'filter-at-most' },
  { keys: ['&'], where: 'runs', action: 'filter-with' },
  { keys: ['c'], where: 'runs', action: 'columns' },
  { keys: ['-'], where: 'runs', action: 'hide-column' },
  { keys: ['<'], where: 'runs', action: 'column-left' },
  { keys: ['>'], where: 'runs', action: 'column-right' },
  { keys: ['('], where: 'runs', action: 'narrower' },
  { keys: [')'], where: 'runs', action: 'wider' },
  { keys: ['#'], where: 'runs', action: 'group' },
  { keys: ['space'], where: 'runs', action: 'mark' },
  { keys: ['a'], where: 'runs', action: 'mark-all' },
  { keys: ['x'], where: 'runs', action: 'clear-marks' },
  { keys: ['b'], where: 'runs', action: 'baseline' },
  { keys: ['t'], where: 'runs', action: 'tag' },
  { keys: ['n'], where: 'runs', action: 'note' },
  { keys: ['R'], where: 'runs', action: 'rename' },
  { keys: ['X', 'delete'], where: 'runs', action: 'remove' },
  { keys: ['enter'], where: 'runs', action: 'open' },
  { keys: ['enter'], where: 'lineage', action: 'visit' },
  { keys: ['enter'], where: 'artifacts', action: 'open-artifact' },
  { keys: ['d'], where: 'artifacts', action: 'diff-artifact' },
  { keys: ['t'], where: 'compare', action: 'turn-diff' },
  { keys: ['.'], where: 'runs', action: 'open-below' },
  { keys: ['p'], where: 'runs', action: 'roots' },
  { keys: ['d'], where: 'any', action: 'compare' },
  { keys: ['m'], where: 'any', action: 'metrics' },
  { keys: ['['], where: 'any', action: 'metric-before' },
  { keys: [']'], where: 'any', action: 'metric-after' },
  { keys: ['e'], where: 'any', action: 'smoother' },
  { keys: ['E'], where: 'any', action: 'rougher' },
  { keys: ['w'], where: 'any', action: 'axis' },
  { keys: ['L'], where: 'any', action: 'log' },
  { keys: ['O'], where: 'any', action: 'outliers' },
  { keys: ['+', 'wheel-up'], where: 'curves', action: 'zoom-in' },
  { keys: ['-', 'wheel-down'], where: 'curves', action: 'zoom-out' },
  { keys: ['<'], where: 'curves', action: 'pan-left' },
  { keys: ['>'], where: 'curves', action: 'pan-right' },
  { keys: ['0'], where: 'curves', action: 'zoom-all' },
  { keys: ['t'], where: 'curves', action: 'cursor' },
  { keys: ['T'], where: 'curves', action: 'curve-table' },
  { keys: ['tab'], where: 'any', action: 'next-pane' },
  { keys: ['1'], where: 'any', action: 'pane-runs' },
  { keys: ['2'], where: 'any', action: 'pane-curves' },
  { keys: ['3'], where: 'any', action: 'pane-compare' },
  { keys: ['4'], where: 'any', action: 'pane-lineage' },
  { keys: ['5'], where: 'any', action: 'pane-artifacts' },
  { keys: ['6'], where: 'any', action: 'pane-details' },
  { keys: ['z'], where: 'any', action: 'zoom-pane' },
  { keys: ['n'], where: 'list', action: 'search-next' },
  { keys: ['N'], where: 'list', action: 'search-before' },
  { keys: ['ctrl-s'], where: 'list', action: 'search' },
  { keys: ['r'], where: 'any', action: 'refresh' },
  { keys: ['v'], where: 'any', action: 'views' },
  { keys: ['V'], where: 'any', action: 'save-view' },
  { keys: ['y'], where: 'any', action: 'copy-query' },
  { keys: ['Y'], where: 'any', action: 'copy-command' },
  { keys: ['o'], where: 'any', action: 'save-file' },
  { keys: ['!'], where: 'any', action: 'notes' },
  { keys: [':'], where: 'any', action: 'palette' },
  { keys: ['u'], where: 'any', action: 'undo' },
  { keys: ['ctrl-r'], where: 'any', action: 'redo' },
  { keys: ['U'], where: 'any', action: 'take-back' },
  { keys: ['ctrl-l'], where: 'any', action: 'redraw' },
  { keys: ['escape'], where: 'any', action: 'leave' },
  { keys: ['ctrl-z'], where: 'any', action: 'suspend' },
  { keys: ['?', 'f1'], where: 'any', action: 'help' },
  { keys: ['q', 'ctrl-c'], where: 'any', action: 'quit' },
];

/** The bindings that hold in a pane, its own before those of all panes. */
export function bindingsOf(pane: PaneName, table: readonly Binding[] = keyTable): readonly Binding[] {
  const isList = pane !== 'runs' && pane !== 'curves';
  return [
    ...table.filter(({ where }) => where === pane),
    ...table.filter(({ where }) => where === 'list' && isList),
    ...table.filter(({ where }) => where === 'any'),
  ];
}

/** What keys typed so far mean: an action, the beginning of a sequence, or nothing. */
export function resolveKeys(typed: string, bindings: readonly Binding[]): ActionName | 'more' | undefined {
  const whole = bindings.find(({ keys }) => keys.includes(typed));
  if (whole !== undefined) return whole.action;
  return bindings.some(({ keys }) => keys.some((each) => each.startsWith(`${typed} `))) ? 'more' : undefined;
}
