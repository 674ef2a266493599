import type { Size } from '../frame/line.ts';
import { type Binding, keyTable } from '../keys/key-table.ts';
import { baselineOf } from '../query/versus.ts';
import type { Session, State } from './state.ts';
import { withText } from './with-text.ts';

/** What a person brings along. */
export interface StartSettings {
  readonly bindings?: readonly Binding[];
  readonly history?: readonly string[];
  /** The time, in milliseconds since 1970. */
  readonly now?: number;
  /** The query is nobody's. */
  readonly isOpen?: boolean;
}

/** The state before anything was asked. */
export function startState(
  query: string,
  session: Session,
  size: Size,
  { bindings = keyTable, history = [], now = 0, isOpen = false }: StartSettings = {},
): State {
  const list = { row: 0, top: 0, left: 0, search: '' };
  return {
    size,
    clock: { now, revision: session.revision },
    session,
    query: withText(
      { ...(isOpen ? { isOpen } : {}), past: [], future: [], editor: undefined, history },
      query,
      session,
    ),
    answers: {},
    layout: { side: 'curves', focus: 'runs', zoomed: false },
    runs: {
      row: 0,
      id: undefined,
      visited: undefined,
      top: 0,
      column: 0,
      marked: [],
      baseline: baselineOf(query),
      open: [],
      widths: {},
    },
    curves: {
      metrics: [],
      picked: false,
      smooth: 0,
      axis: 'step',
      log: false,
      window: undefined,
      cursor: undefined,
      table: false,
    },
    lists: { compare: list, lineage: list, artifacts: list, details: list },
    preview: undefined,
    compared: { text: undefined, sideBySide: false },
    overlay: undefined,
    known: undefined,
    message: undefined,
    rhythms: {},
    bindings,
    keys: '',
    effects: [],
  };
}
