import { expect, test } from 'vitest';
import { wantedAsks } from '../src/asks/wanted.ts';
import { pictureOf } from '../src/screen/pictures.ts';
import { previewOf } from '../src/state/preview.ts';
import { reduce } from '../src/state/reduce.ts';
import type { State } from '../src/state/state.ts';
import { makeSheet } from './make-sheet.ts';
import { frameText, opened, replies, typed } from './make-state.ts';

const size = { columns: 120, rows: 40 };
const query = 'runs where val/acc > 0.9 sort by val/acc desc';

/** The beginning of a PNG of this size. */
function pngOf(width: number, height: number): Buffer {
  const png = Buffer.alloc(40);
  Buffer.from('89504e470d0a1a0a', 'hex').copy(png);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

test('an artifact opens to what is in it, and escape goes back', () => {
  const opening = typed(opened(query, size, replies), '5\r', replies);
  const asked = opening.effects.find(({ kind }) => kind === 'read-artifact');
  if (asked?.kind !== 'read-artifact') throw new Error('no artifact was asked for');
  expect(asked.of).toEqual({ run: 'run0000', name: 'best.pt', role: 'made', step: null });
  const read = (bytes: Uint8Array, size = bytes.length) =>
    reduce(opening, { kind: 'artifact-read', of: asked.of, content: previewOf(bytes, size) });
  expect(frameText(read(Buffer.from('lr: 0.1\nwidth: 64\n')))).toMatch(/lr: 0\.1[\s\S]*width: 64/);
  expect(frameText(read(Buffer.from('größe'), 9999))).toContain('longer than what is shown');
  expect(frameText(read(Uint8Array.of(0, 255, 254)))).toContain('3 B that are no text');
  const picture = read(pngOf(320, 200));
  expect(frameText(picture)).toContain('PNG, 320 x 200');
  expect(frameText(picture)).toContain("draws no pictures (Kitty's, Sixel)");
  expect(pictureOf(picture)).toBeUndefined();
  expect(frameText(read(pngOf(30_000, 20_000)))).toContain('too large a picture: 30000 x 20000 pixels');
  expect(frameText(typed(picture, '\u001b', replies))).toContain('samples/grid.png');
});

test('a text of two runs is compared line by line, unified or side by side', () => {
  const state = typed(opened(query, size, replies), ' j 5jd', replies);
  expect(wantedAsks(state).find(({ slot }) => slot === 'compare')?.text).toBe(
    "diff 'best.pt' of run 'run0000', 'run0002'",
  );
  const turned = typed(state, 't', replies);
  expect(wantedAsks(turned).find(({ slot }) => slot === 'compare')?.text).toBe(
    "diff 'best.pt' of run 'run0000', 'run0002' side by side",
  );
  expect(wantedAsks(typed(turned, '\u001b', replies)).find(({ slot }) => slot === 'compare')?.text).toBe(
    "diff run 'run0000', 'run0002'",
  );
});

test('runs and texts that are the same are said to be', () => {
  const note = { code: 'same-text', severity: 'note', message: 'the texts are the same', hint: 'a hint' } as const;
  const columns = ['section', 'name', 'a', 'b'].map(
    (name) => ({ name, type: 'text', role: 'field', values: [] }) as const,
  );
  const answers = [{ to: 'compare' as const, sheet: makeSheet('diff', columns, { notes: [note] }) }, ...replies];
  expect(frameText(typed(opened(query, size, answers), 'b3', answers))).toContain('this run is the baseline: another');
  const state = typed(opened(query, size, answers), '  3', answers);
  expect(frameText(state)).toMatch(/no differences: the texts are the same · a hint/);
  expect(frameText(reduce(state, { kind: 'changed', revision: 9 }))).toContain('no differences');
});

test('artifacts are those of the marked runs in their order, without any those of the run under the cursor', () => {
  const both = makeSheet('artifacts', [
    { name: 'id', type: 'text', role: 'id', values: ['run0000', 'run0000', 'run0002'] },
    { name: 'run', type: 'text', role: 'run', values: ['first', 'first', 'third'] },
    { name: 'name', type: 'text', role: 'field', values: ['a.txt', 'b.txt', 'a.txt'] },
    { name: 'type', type: 'text', role: 'field', values: ['text', 'text', 'text'] },
    { name: 'role', type: 'text', role: 'field', values: ['made', 'made', 'made'] },
    { name: 'step', type: 'number', role: 'field', values: [1, 2, 3] },
    { name: 'size', type: 'integer', role: 'field', values: [1, 2, 3] },
    { name: 'digest', type: 'text', role: 'field', values: ['x', 'y', 'z'] },
  ]);
  const answers = [{ to: 'artifacts' as const, sheet: both }, ...replies];
  const asked = (state: State) =>
    wantedAsks(state)
      .find(({ slot }) => slot === 'artifacts')
      ?.text.replace(/ select .*/, '');
  const start = opened(query, size, answers);
  expect(asked(typed(start, 'j5', answers))).toBe("artifacts of run 'run0001'");
  const marked = typed(start, 'jj kk 5', answers);
  expect(asked(marked)).toBe("artifacts of run 'run0002', 'run0001'");
  const other = typed(start, 'jj gg jj5', answers);
  expect(asked(other)).toBe("artifacts of run 'run0002', 'run0000'");
  expect(frameText(other)).toMatch(/third {2}[\s\S]*a\.txt +step 3[\s\S]*first {2}[\s\S]*a\.txt +step 1[\s\S]*b\.txt/);
  // The artifact under the cursor is of the run above it.
  const opening = typed(other, 'jjj\r', answers);
  expect(opening.preview?.of).toEqual({ run: 'run0000', name: 'a.txt', role: 'made', step: 1 });
  expect(typed(other, '\r', answers).preview).toBeUndefined();
  expect(typed(opening, '1x', answers).preview).toBeUndefined();
});
