import { describe, expect, test } from 'vitest';
import { opened, replies, typed } from '../../test/make-state.ts';
import type { TerminalAnswer } from '../keys/terminal-answer.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';
import { type DrawPicture, type Picture, type PictureToDraw, pictureOf, showPictures } from './pictures.ts';

const size = { columns: 120, rows: 40 };

/** The state with a picture of this size open, on a terminal that says so of itself. */
function showing(width: number, height: number, answers: readonly TerminalAnswer[]): State {
  const opening = typed(opened('runs where val/acc > 0.9', size, replies), '5\r', replies);
  const of = opening.preview?.of;
  if (of === undefined) throw new Error('no artifact was opened');
  const content = { kind: 'image' as const, format: 'JPEG' as const, width, height, bytes: Uint8Array.of(1, 2, 3) };
  const state = reduce(opening, { kind: 'artifact-read', of, content });
  return answers.reduce((next, says) => reduce(next, { kind: 'terminal', says }), state);
}

const sixel: TerminalAnswer = { kind: 'attributes', sixel: true };
const cell: TerminalAnswer = { kind: 'cell', width: 10, height: 20 };

describe('where a picture stands', () => {
  test('is said by the terminal: none without an answer, Sixel by its attributes, before both what kitty does', () => {
    expect(pictureOf(showing(100, 50, []))).toBeUndefined();
    expect(pictureOf(showing(100, 50, [{ kind: 'attributes', sixel: false }]))).toBeUndefined();
    expect(pictureOf(showing(100, 50, [sixel]))?.protocol).toBe('sixel');
    expect(pictureOf(showing(100, 50, [{ kind: 'kitty' }, sixel]))?.protocol).toBe('kitty');
    expect(pictureOf(showing(100, 50, [sixel, { kind: 'kitty' }]))?.protocol).toBe('kitty');
  });

  test('it keeps its shape, is never larger than the pane, and small ones are enlarged by whole numbers', () => {
    const large = pictureOf(showing(4000, 1000, [sixel, cell]));
    expect(large).toMatchObject({ column: 67, row: 6, columns: 52, rows: 7, width: 520, height: 130 });
    expect(pictureOf(showing(100, 4000, [sixel, cell]))).toMatchObject({ rows: 32, height: 640, width: 16 });
    expect(pictureOf(showing(300, 200, [sixel, cell]))).toMatchObject({
      width: 300,
      height: 200,
      columns: 30,
      rows: 10,
    });
    expect(pictureOf(showing(8, 8, [sixel, cell]))).toMatchObject({ width: 160, height: 160, columns: 16, rows: 8 });
  });

  test('nothing is drawn over lists, the query that is typed, or where there is no room', () => {
    const state = showing(100, 50, [sixel]);
    for (const keys of ['?', '/', '2', '\u001b', '1j'])
      expect(pictureOf(typed(state, keys, replies)), keys).toBeUndefined();
    expect(pictureOf(reduce(state, { kind: 'resized', size: { columns: 40, rows: 10 } }))).toBeUndefined();
    expect(pictureOf(reduce(state, { kind: 'resized', size: { columns: 90, rows: 30 } }))?.column).toBe(1);
  });
});

function picture(protocol: Picture['protocol'], column = 60): Picture {
  const image = { kind: 'image', format: 'JPEG', width: 20, height: 10, bytes: Uint8Array.of(column) } as const;
  return { protocol, image, column, row: 5, columns: 4, rows: 2, width: 40, height: 30 };
}

/** A terminal, and whoever draws when the test says so. */
function terminal(result: Uint8Array | string | undefined) {
  const written: string[] = [];
  const failures: string[] = [];
  const asked: PictureToDraw[] = [];
  let draw: () => void = () => {};
  const drawing: DrawPicture = (each) => {
    asked.push(each);
    return new Promise((resolve) => {
      draw = () => resolve(result);
    });
  };
  const pictures = showPictures(
    (text) => written.push(text),
    drawing,
    (why) => failures.push(why),
  );
  const drawn = async () => {
    draw();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { pictures, written, failures, asked, drawn };
}

describe('a picture on a terminal', () => {
  test('with Sixel is drawn at its place, again where text was drawn over it, and its rows are drawn anew when it goes', async () => {
    const { pictures, written, asked, drawn } = terminal('SIXELS');
    const one = picture('sixel');
    expect(pictures.leave(one)).toEqual([]);
    pictures.show(one, [1, 2, 3, 5]);
    await drawn();
    expect(asked).toMatchObject([{ as: 'sixel', format: 'JPEG', width: 40, height: 30, enlarged: true }]);
    expect(written).toEqual(['\u001b[6;61HSIXELS']);
    pictures.show(one, [0, 4, 7]);
    expect(written).toHaveLength(1);
    pictures.show(one, [6]);
    expect(written).toEqual(['\u001b[6;61HSIXELS', '\u001b[6;61HSIXELS']);
    expect(pictures.leave(undefined)).toEqual([5, 6]);
    expect(pictures.leave(undefined)).toEqual([]);
    // It is drawn once, however often it is shown.
    pictures.show(one, []);
    expect(asked).toHaveLength(1);
    expect(written).toHaveLength(3);
    expect(pictures.leave(picture('sixel', 61))).toEqual([5, 6]);
  });

  test('with kitty is sent as PNG, and deleted when it goes', async () => {
    const { pictures, written, asked, drawn } = terminal(Uint8Array.of(1, 2, 3));
    pictures.show(picture('kitty'), []);
    await drawn();
    expect(asked).toMatchObject([{ as: 'png' }]);
    expect(written).toEqual(['\u001b[6;61H\u001b_Ga=T,f=100,q=2,C=1,c=4,r=2,m=0;AQID\u001b\\']);
    pictures.show(picture('kitty'), [5, 6]);
    expect(pictures.leave(undefined)).toEqual([]);
    expect(written.at(-1)).toBe('\u001b_Ga=d,q=2\u001b\\');
  });

  test('that is no longer wanted when it is drawn is not shown', async () => {
    const { pictures, written, failures, drawn } = terminal('SIXELS');
    pictures.show(picture('sixel'), []);
    expect(pictures.leave(undefined)).toEqual([]);
    await drawn();
    pictures.show(picture('sixel', 61), []);
    pictures.forget();
    await drawn();
    expect([written, failures]).toEqual([[], []]);
  });

  test('is drawn one at a time: of those that came meanwhile the last', async () => {
    const { pictures, written, asked, drawn } = terminal('SIXELS');
    for (const column of [60, 61, 62]) {
      pictures.leave(picture('sixel', column));
      pictures.show(picture('sixel', column), []);
    }
    expect(asked).toHaveLength(1);
    await drawn();
    expect(asked.map(({ bytes }) => bytes[0])).toEqual([60, 62]);
    await drawn();
    expect(written).toEqual(['\u001b[6;63HSIXELS']);
  });

  test('is not drawn again when it is opened again, and at another place', async () => {
    const { pictures, written, asked, drawn } = terminal('SIXELS');
    pictures.show(picture('sixel'), []);
    await drawn();
    pictures.leave(undefined);
    pictures.show({ ...picture('sixel'), row: 7 }, []);
    expect(written).toEqual(['\u001b[6;61HSIXELS', '\u001b[8;61HSIXELS']);
    expect(asked).toHaveLength(1);
    pictures.leave(undefined);
    pictures.show({ ...picture('sixel'), width: 41 }, []);
    expect(asked).toHaveLength(2);
  });

  test('that cannot be read is said once', async () => {
    const { pictures, written, failures, asked, drawn } = terminal(undefined);
    const one = picture('sixel');
    pictures.show(one, []);
    await drawn();
    pictures.show(one, [5]);
    await drawn();
    expect(failures).toEqual(['the bytes of this JPEG picture cannot be read']);
    expect([written, asked.length]).toEqual([[], 1]);
  });
});
