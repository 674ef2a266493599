import { textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import { columnNamed, type Sheet, textAt } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { ArtifactPlace, Preview, State } from '../state/state.ts';
import { showBytes } from './show-bytes.ts';

/** The artifacts of the current run by type and name, one line a step; or the one that is opened. */
export function artifactLines(state: State, width: number): readonly Line[] {
  if (state.preview !== undefined) return previewLines(state.preview, state.session.pictures);
  const sheet = sheetOf(state, 'artifacts');
  if (sheet === undefined) return [];
  const rows = artifactRows(sheet);
  const names = rows.map(({ row }) => textAt(sheet, 'name', row) ?? '');
  // The type, the step and the size have room of their own; what is left is the name's, then the digest's.
  const nameWidth = Math.max(8, Math.min(width - 34, Math.max(4, ...names.map(textWidth))));
  return rows.map(({ row, isFirst }): Line => {
    const text = (name: string) => columnNamed(sheet, name)?.text(row) ?? '';
    const size = columnNamed(sheet, 'size')?.read(row) ?? null;
    return [
      cell(isFirst ? text('type') : '', 11, { tone: 'title' }),
      cell(text('name'), nameWidth),
      cell(text('step') === '' ? '' : `step ${text('step')}`, 12, { tone: 'muted' }, true),
      cell(size === null ? '-' : showBytes(Number(size)), 10, {}, true),
      piece(`  ${text('role') === 'used' ? 'used  ' : ''}${text('digest').slice(0, 12)}`, { tone: 'muted' }),
    ];
  });
}

/** The artifact of the line under the cursor. */
export function artifactAt(state: State): Omit<ArtifactPlace, 'run'> | undefined {
  const sheet = sheetOf(state, 'artifacts');
  const row = sheet === undefined ? undefined : artifactRows(sheet)[state.lists.artifacts.row]?.row;
  if (sheet === undefined || row === undefined) return undefined;
  const step = columnNamed(sheet, 'step')?.read(row) ?? null;
  return {
    name: textAt(sheet, 'name', row) ?? '',
    role: textAt(sheet, 'role', row) ?? '',
    step: step === null ? null : Number(step),
  };
}

/** The rows of the answer by type; of a type as they came, which is by name and step. */
function artifactRows(sheet: Sheet): readonly { readonly row: number; readonly isFirst: boolean }[] {
  const types = Array.from({ length: sheet.length }, (_, row) => textAt(sheet, 'type', row) ?? '');
  const order = types.map((_, row) => row).toSorted((a, b) => compare(types[a], types[b]) || a - b);
  return order.map((row, index) => ({ row, isFirst: index === 0 || types[order[index - 1] ?? row] !== types[row] }));
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
          ? [[piece('this terminal draws no pictures: kitty, Ghostty and WezTerm do', { tone: 'note' as const })]]
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
