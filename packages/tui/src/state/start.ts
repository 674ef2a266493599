import type { Size } from '../frame/line.ts';
import type { Session, State } from './state.ts';

/** The state before anything was asked. */
export function startState(query: string, session: Session, size: Size): State {
  const list = { row: 0, top: 0, search: '' };
  return {
    size,
    session,
    query: { text: query, past: [], future: [], editor: undefined },
    answers: {},
    layout: { side: 'curves', focus: 'runs', zoomed: false },
    runs: { row: 0, id: undefined, top: 0, column: 0, left: 0, marked: [], baseline: undefined, widths: {} },
    curves: { metrics: [], smooth: 0, axis: 'step', log: false, window: undefined, cursor: undefined, table: false },
    lists: { compare: list, lineage: list, artifacts: list, details: list },
    overlay: undefined,
    message: undefined,
    keys: '',
    effects: [],
  };
}
