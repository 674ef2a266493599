import { effect, setQuery } from '../actions/query.ts';
import { chosenMetrics } from '../asks/curve-asks.ts';
import { oneLine } from '../query/one-line.ts';
import { queryCurves } from '../query/query-curves.ts';
import { shellCommand } from '../query/shell-command.ts';
import { withQueryCurves } from '../state/query-curves-state.ts';
import type { Axis, CurvesState, Layout, Message, State } from '../state/state.ts';
import { withText } from '../state/with-text.ts';

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
  const problem = settingsProblem(text);
  const message: Message = {
    kind: problem === undefined ? 'done' : 'problem',
    text: `opened \`${name}\`${problem === undefined ? '' : `; its ${problem}`}`,
    ...(problem === undefined ? { says: shellCommand(`xt query @${name}`, state.session.flags) } : {}),
  };
  return effect({ ...kept, message }, { kind: 'remember', query });
}

/** The state at the start, where the query is that of a view: its pane and settings hold. */
export function startView(state: State): State {
  const { text } = state.query;
  const query = withText(state.query, oneLine(withoutSettings(text)), state.session);
  const opened = withSettings(withQueryCurves({ ...state, query }), text);
  const problem = settingsProblem(text);
  return problem === undefined ? opened : { ...opened, message: { kind: 'problem', text: `the ${problem}` } };
}

const line = /^[ \t]*#[ \t]*tui:(.*)(?:\r?\n|$)/m;

/** The query of a view without the comment that says its pane and settings. */
export function withoutSettings(text: string): string {
  return line.test(text) ? text.replace(line, '').trim() : text;
}

function settingsLine({ layout, curves, ...state }: State): string {
  const own = queryCurves(state.query.text);
  const { smooth, axis, log, most, window, table } = curves;
  const metrics = chosenMetrics({ layout, curves, ...state });
  const words = [
    ...(metrics.length === 0 ? [] : [`metrics=${metrics.map(encode).join(',')}`]),
    ...(smooth === (own?.smooth ?? 0) ? [] : [`smooth=${smooth}`]),
    ...(axis === (own?.axis ?? 'step') ? [] : [`axis=${axis}`]),
    ...(log ? ['log'] : []),
    ...(most === undefined ? [] : [`most=${most}`]),
    ...(window === undefined ? [] : [`window=${window.from}..${window.to}`]),
    ...(table ? ['table'] : []),
  ];
  return ['# tui:', layout.side, ...(layout.side === 'curves' ? words : [])].join(' ');
}

/** What a view does not say, or says in words that this version does not know, is as it is at the start. */
function withSettings(state: State, text: string): State {
  const words = settingWords(text);
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
  const curves: CurvesState = {
    ...state.curves,
    metrics: metrics ?? state.curves.metrics,
    picked: metrics !== undefined || state.curves.picked,
    stepped: metrics === undefined && state.curves.stepped === true,
    smooth: isWeight(smooth) ? smooth : 0,
    axis: isAxis(axis) ? axis : 'step',
    log: values.has('log'),
    most: shareOf(values.get('most') ?? ''),
    window: windowOf(values.get('window') ?? ''),
    cursor: undefined,
    table: values.has('table'),
  };
  return { ...state, layout: { ...state.layout, side: pane }, curves: pane === 'curves' ? curves : state.curves };
}

function settingWords(text: string): readonly string[] {
  return line.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
}

/** What of the comment with the settings makes no sense; nothing where all of it does, or there is none. */
function settingsProblem(text: string): string | undefined {
  const [pane, ...words] = settingWords(text);
  if (pane === undefined) return undefined;
  if (!isSide(pane)) return `comment \`# tui:\` is passed over: \`${pane}\` is no pane`;
  const odd = pane === 'curves' ? words.filter((word) => !isSetting(...splitWord(word))) : words;
  if (odd.length === 0) return undefined;
  return `comment \`# tui:\` is passed over in ${odd.map((word) => `\`${word}\``).join(', ')}`;
}

function isSetting(name: string, value: string): boolean {
  switch (name) {
    case 'metrics':
      return value !== '';
    case 'smooth':
      return value !== '' && isWeight(Number(value));
    case 'axis':
      return isAxis(value);
    case 'most':
      return shareOf(value) !== undefined;
    case 'window':
      return windowOf(value) !== undefined;
    case 'log':
    case 'table':
      return value === '';
    default:
      return false;
  }
}

function isWeight(weight: number): boolean {
  return weight >= 0 && weight < 1;
}

function shareOf(text: string): number | undefined {
  const percent = text === '' ? Number.NaN : Number(text);
  return percent > 0 && percent < 100 ? percent : undefined;
}

function windowOf(text: string): CurvesState['window'] {
  const [from = Number.NaN, to = Number.NaN] = text === '' ? [] : text.split('..').map(Number);
  return from < to ? { from, to } : undefined;
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
