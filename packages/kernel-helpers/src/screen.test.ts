import { afterEach, expect, test } from 'vitest';
import { openScreen } from './screen.ts';

const holder = globalThis as { __tslab__?: unknown };

afterEach(() => {
  delete holder.__tslab__;
});

const bundle = { 'image/png': Buffer.from('p').toString('base64'), 'text/plain': 'p' };

test('a kernel whose writer is known gets whole bundles, the later ones in the place of the first', () => {
  const written: unknown[][] = [];
  const jupyter = {
    filename: '/x/tslab/dist/jupyter.js',
    exports: { lastWriteDisplayData: (...words: unknown[]) => void written.push(words) },
  };
  holder.__tslab__ = { require: Object.assign(() => ({}), { cache: { other: undefined, jupyter } }) };
  const screen = openScreen();
  screen.show(bundle);
  screen.finish(bundle);
  openScreen().finish(bundle);
  expect(written.map(([content, isUpdate]) => [(content as { data: unknown }).data, isUpdate])).toEqual([
    [bundle, false],
    [bundle, true],
    [bundle, false],
  ]);
  const ids = written.map(([content]) => (content as { transient: { display_id: string } }).transient.display_id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('a kernel whose writer stands elsewhere gets the form that most places show', () => {
  const shown: unknown[][] = [];
  const load = () => ({ display: { raw: (...words: unknown[]) => void shown.push(words) } });
  holder.__tslab__ = { require: Object.assign(load, { cache: {} }) };
  openScreen().finish(bundle);
  openScreen().finish({ 'text/html': '<p>', 'text/plain': 'p' });
  expect(shown).toEqual([
    ['image/png', Buffer.from('p')],
    ['text/html', '<p>'],
  ]);
});

test('a terminal is drawn anew from where the text began, also where its lines went on in the next', () => {
  const { isTTY, columns, write } = process.stdout;
  const written: string[] = [];
  try {
    Object.assign(process.stdout, { isTTY: true, columns: 10, write: (text: string) => written.push(text) > 0 });
    const screen = openScreen();
    screen.show({ 'text/plain': `${'x'.repeat(21)}\n\nshort` });
    screen.finish({ 'text/plain': 'last' });
  } finally {
    Object.assign(process.stdout, { isTTY, columns, write });
  }
  expect(written).toEqual([`${'x'.repeat(21)}\n\nshort\n`, '\u001b[5A\u001b[Jlast\n']);
});
