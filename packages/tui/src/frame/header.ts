import { liveWords } from '../asks/live-runs.ts';
import type { QueryBar } from '../editor/bar-state.ts';
import { idAt } from '../sheet/sheet.ts';
import { loadingWords } from '../state/loading-words.ts';
import { lostText } from '../state/lost-text.ts';
import { answerOf, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { cutFor } from './cut-for.ts';
import { piece, spread } from './fit.ts';
import type { Line, Piece } from './line.ts';
import { countText } from './runs-text.ts';

/** The lines above the panes: what and how much is shown, the query, what is to be said of its answer. */
export function headerLines(state: State, bar: QueryBar, problem: readonly Line[]): readonly Line[] {
  return [titleLine(state), queryLine(bar), problem[0] ?? lostLine(state) ?? noteLine(state)];
}

function titleLine(state: State): Line {
  const { session, size } = state;
  const answered = answerOf(state, 'runs');
  const sheet = answered?.good?.sheet;
  const loading = loadingWords(state);
  const live = liveWords(state);
  const rows =
    sheet === undefined
      ? []
      : [
          `${countText(sheet.total)} ${sheet.total === 1 ? 'row' : 'rows'}`,
          markedWords(state),
          live,
          `${sheet.milliseconds.toFixed(0)} ms`,
        ];
  const counts = [loading, ...rows].filter((words) => words !== undefined).join(' · ');
  const left: Line = [
    { text: ' xt', style: { bold: true, tone: 'accent' } },
    piece(`  ${session.project ?? 'all projects'}`),
    piece(`  ${counts}`, { tone: 'muted' }),
  ];
  const dot: Piece =
    session.connection === 'ok' ? piece('● ', { tone: 'best' }) : piece('○ store lost ', { tone: 'error' });
  return spread(left, [piece(session.store, { tone: 'muted' }), { text: ' ' }, dot], size.columns);
}

/** How many runs are marked, and how many of these are not among the rows, as far as all of them are here. */
function markedWords(state: State): string | undefined {
  const { marked } = state.runs;
  const sheet = sheetOf(state, 'runs');
  if (marked.length === 0) return undefined;
  const words = `${marked.length} marked`;
  if (sheet === undefined || sheet.length < sheet.total) return words;
  const here = new Set(Array.from({ length: sheet.length }, (_, row) => idAt(sheet, row)));
  for (const key of state.runs.open) {
    const below = sheetOf(state, `below ${key}`);
    for (let row = 0; row < (below?.length ?? 0); row++) if (below !== undefined) here.add(idAt(below, row));
  }
  const gone = marked.filter((id) => !here.has(id)).length;
  return gone === 0 ? words : `${words}, ${gone} not among these rows`;
}

function queryLine({ line }: QueryBar): Line {
  return [{ text: ' ❯ ', style: { tone: 'accent', bold: true } }, ...line];
}

function lostLine(state: State): Line | undefined {
  if (state.session.connection === 'ok') return undefined;
  return cutFor('notes', [piece(`   ${lostText(state)}`, { tone: 'error' })], state);
}

function noteLine(state: State): Line {
  const notes = answerOf(state, 'runs')?.good?.sheet.notes ?? [];
  if (notes.length === 0) return [];
  const line = [piece(`   ${notes.map(({ message }) => message).join(' · ')}`, { tone: 'note' })];
  return cutFor('notes', line, state);
}
