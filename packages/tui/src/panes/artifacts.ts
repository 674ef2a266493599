import { textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import { columnNamed, idAt, type Sheet, textAt } from '../sheet/sheet.ts';
import { markedOrCurrent, sheetOf } from '../state/select.ts';
import type { ArtifactPlace, Preview, State } from '../state/state.ts';
import { showBytes } from './show-bytes.ts';

/** The artifacts of the marked runs, else of the current one, each by type and name, one line a step; or the one that is opened. */
export function artifactLines(state: State, width: number): readonly Line[] {
  if (state.preview !== undefined) return previewLines(state.preview, state.session.pictures);
  const sheet = sheetOf(state, 'artifacts');
  if (sheet === undefined) return [];
  const rows = artifactRows(state, sheet);
  const names = rows.flatMap(({ kind, row }) => (kind === 'artifact' ? [textAt(sheet, 'name', row) ?? ''] : []));
  // The type, the step and the size have room of their own; what is left is the name's, then the digest's if all of it has room.
  const steps = columnNamed(sheet, 'step');
  const stepWidth = rows.some(({ row }) => (steps?.text(row) ?? null) !== null) ? 12 : 0;
  const left = width - 21 - stepWidth;
  const nameWidth = Math.max(8, Math.min(left, Math.max(4, ...names.map(textWidth))));
  const hasDigest = left - nameWidth >= 2 + 6 + 12;
  const hidden = sheet.total - sheet.length;
  const more = hidden === 0 ? [] : [[piece(`… ${hidden.toLocaleString('en-US')} more`, { tone: 'note' as const })]];
  const lines = rows.map(({ kind, row, isFirst }): Line => {
    const text = (name: string) => columnNamed(sheet, name)?.text(row) ?? '';
    if (kind === 'run') return [piece(text('run'), { tone: 'accent' })];
    const size = columnNamed(sheet, 'size')?.read(row) ?? null;
    return [
      cell(isFirst ? text('type') : '', 11, { tone: 'title' }),
      cell(text('name'), nameWidth),
      cell(text('step') === '' ? '' : `step ${text('step')}`, stepWidth, { tone: 'muted' }, true),
      cell(size === null ? '-' : showBytes(Number(size)), 10, {}, true),
      piece(`  ${text('role') === 'used' ? 'used  ' : ''}`, { tone: 'muted' }),
      piece(hasDigest ? text('digest').slice(0, 12) : '', { tone: 'muted' }),
    ];
  });
  return [...lines, ...more];
}

/** The artifact of the line under the cursor. */
export function artifactAt(state: State): ArtifactPlace | undefined {
  const sheet = sheetOf(state, 'artifacts');
  const at = sheet === undefined ? undefined : artifactRows(state, sheet)[state.lists.artifacts.row];
  if (sheet === undefined || at?.kind !== 'artifact') return undefined;
  const { row } = at;
  const run = idAt(sheet, row);
  if (run === undefined) return undefined;
  const step = columnNamed(sheet, 'step')?.read(row) ?? null;
  return {
    run,
    name: textAt(sheet, 'name', row) ?? '',
    role: textAt(sheet, 'role', row) ?? '',
    step: step === null ? null : Number(step),
  };
}

/** A line of the list: an artifact, perhaps the first of its type, or the name of the run whose artifacts follow where there are several. */
interface ArtifactRow {
  readonly kind: 'run' | 'artifact';
  readonly row: number;
  readonly isFirst: boolean;
}

/** The rows of the answer by run and type, runs as they were marked; of a type as they came, which is by name and step. */
function artifactRows(state: State, sheet: Sheet): readonly ArtifactRow[] {
  const runs = markedOrCurrent(state);
  const rows = Array.from({ length: sheet.length }, (_, row) => {
    const place = runs.indexOf(idAt(sheet, row) ?? '');
    return { row, run: place === -1 ? runs.length : place, type: textAt(sheet, 'type', row) ?? '' };
  });
  const order = rows.toSorted((a, b) => a.run - b.run || compare(a.type, b.type) || a.row - b.row);
  return order.flatMap(({ row, run, type }, index): readonly ArtifactRow[] => {
    const before = order[index - 1];
    const artifact = { kind: 'artifact', row, isFirst: before?.run !== run || before.type !== type } as const;
    const isNamed = runs.length > 1 && before?.run !== run;
    return isNamed ? [{ kind: 'run', row, isFirst: true }, artifact] : [artifact];
  });
}

function compare(a = '', b = ''): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function previewLines({ of, content }: Preview, pictures: State['session']['pictures']): readonly Line[] {
  const title: Line = [
    piece(of.name, { tone: 'title' }),
    piece(`${of.step === null ? '' : `  step ${of.step}`}  escape goes back to the list`, { tone: 'muted' }),
  ];
  switch (content.kind) {
    case 'asked':
      return [title, [piece('loading', { tone: 'muted' })]];
    case 'failed':
      return [title, [piece(content.message, { tone: 'error' })]];
    case 'text':
      return [title, ...content.lines.map((text) => [piece(text)]), ...cutNote(content.isWhole)];
    case 'image':
      // Where the terminal draws pictures, it stands over the lines below.
      return [
        title,
        [
          piece(`${content.format}, ${content.width} x ${content.height}, ${showBytes(content.bytes.length)}`, {
            tone: 'muted',
          }),
        ],
        ...(pictures === 'none'
          ? [[piece("this terminal draws no pictures (Kitty's, Sixel)", { tone: 'note' as const })]]
          : []),
      ];
    case 'bytes':
      return [
        title,
        [piece(`${showBytes(content.size)} that are no text`, { tone: 'muted' })],
        [piece(content.why, { tone: 'muted' })],
      ];
  }
}

function cutNote(isWhole: boolean): readonly Line[] {
  return isWhole ? [] : [[piece('… longer than what is shown here', { tone: 'note' })]];
}
