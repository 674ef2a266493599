import { effect, setQuery } from '../actions/query.ts';
import { metricsShown } from '../asks/curve-asks.ts';
import { oneLine } from '../query/one-line.ts';
import { queryCurves } from '../query/query-curves.ts';
import { shellCommand } from '../query/shell-command.ts';
import { withQueryCurves } from '../state/query-curves-state.ts';
import type { Axis, CurvesState, Layout, State } from '../state/state.ts';

/**
 * The text of a view: the query below a comment that says which pane stands beside it and how that is set, such as
 * `# tui: curves metrics=val.acc,val.loss smooth=0.9 axis=time log`. Whoever runs the view elsewhere passes over it.
 */
export function viewText(state: State): string {
  return `${settingsLine(state)}\n${withoutSettings(state.query.text)}`;
}

/** The state with a view open: its query, and the pane and settings that it says. */
export function openView(state: State, name: string, text: string): State {
  const query = oneLine(withoutSettings(text));
  const opened = withSettings(withQueryCurves(setQuery(state, query)), text);
  const history = [...state.query.history.filter((each) => each !== query), query];
  const kept = { ...opened, query: { ...opened.query, history } };
  const message = {
    kind: 'done',
    text: `opened \`${name}\``,
    says: shellCommand(`xt query @${name}`, state.session.flags),
  } as const;
  return effect({ ...kept, message }, { kind: 'remember', query });
}

/** The state at the start, where the query is that of a view: its pane and settings hold. */
export function startView(state: State): State {
  const { text } = state.query;
  const query = { ...state.query, text: oneLine(withoutSettings(text)) };
  return withSettings(withQueryCurves({ ...state, query }), text);
}

const line = /^[ \t]*#[ \t]*tui:(.*)(?:\r?\n|$)/m;

/** The query of a view without the comment that says its pane and settings. */
export function withoutSettings(text: string): string {
  return line.test(text) ? text.replace(line, '').trim() : text;
}

function settingsLine({ layout, curves, ...state }: State): string {
  const own = queryCurves(state.query.text);
  const { smooth, axis, log, window, table } = curves;
  const metrics = curves.metrics.slice(0, metricsShown({ layout, curves, ...state }));
  const words = [
    ...(metrics.length === 0 ? [] : [`metrics=${metrics.map(encode).join(',')}`]),
    ...(smooth === (own?.smooth ?? 0) ? [] : [`smooth=${smooth}`]),
    ...(axis === (own?.axis ?? 'step') ? [] : [`axis=${axis}`]),
    ...(log ? ['log'] : []),
    ...(window === undefined ? [] : [`window=${window.from}..${window.to}`]),
    ...(table ? ['table'] : []),
  ];
  return ['# tui:', layout.side, ...(layout.side === 'curves' ? words : [])].join(' ');
}

/** What a view does not say, or says in words that this version does not know, is as it is at the start. */
function withSettings(state: State, text: string): State {
  const words = line.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  const [pane] = words;
  if (pane === undefined || !isSide(pane)) return state;
  const values = new Map(words.slice(1).map((word) => splitWord(word)));
  const metrics = values
    .get('metrics')
    ?.split(',')
    .filter((name) => name !== '')
    .map(decode);
  const own = queryCurves(state.query.text);
  const smooth = Number(values.get('smooth') ?? own?.smooth ?? 0);
  const axis = values.get('axis') ?? own?.axis ?? 'step';
  const [from = Number.NaN, to = Number.NaN] = (values.get('window') ?? '').split('..').map(Number);
  const curves: CurvesState = {
    ...state.curves,
    metrics: metrics ?? state.curves.metrics,
    picked: metrics !== undefined || state.curves.picked,
    smooth: smooth >= 0 && smooth < 1 ? smooth : 0,
    axis: isAxis(axis) ? axis : 'step',
    log: values.has('log'),
    window: values.has('window') && from < to ? { from, to } : undefined,
    cursor: undefined,
    table: values.has('table'),
  };
  return { ...state, layout: { ...state.layout, side: pane }, curves: pane === 'curves' ? curves : state.curves };
}

function splitWord(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}

function isSide(text: string): text is Layout['side'] {
  return ['curves', 'compare', 'lineage', 'artifacts', 'details'].includes(text);
}

function isAxis(text: string): text is Axis {
  return ['step', 'time', 'relative'].includes(text);
}

// Names may hold commas and blanks.
function encode(name: string): string {
  return name.replace(/[\s,%\p{Cc}]/gu, encodeURIComponent);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
