import { expect, test } from 'vitest';
import { sayDiagnostics } from './say.ts';
import type { Terminal } from './terminal.ts';

/** What is printed of diagnostics of these severities. */
async function printed(...severities: readonly ('error' | 'note')[]): Promise<string> {
  const texts: string[] = [];
  const err = { color: false, isTerminal: false, write: async (text: string) => void texts.push(text) };
  const all = severities.map((severity, i) => ({
    severity,
    code: `code-${i}`,
    message: `message ${i}`,
    span: { start: 0, end: 4 },
  }));
  await sayDiagnostics(all, 'runs', { err, quiet: false, verbose: false } as unknown as Terminal);
  return texts.join('');
}

test('notes are told one a line', async () => {
  expect(await printed('note', 'note')).toBe('note: message 0\nnote: message 1\n');
});

test('beside an error nothing but errors is told', async () => {
  const text = await printed('note', 'error', 'note', 'error');
  expect(text).not.toContain('note');
  expect(text.indexOf('message 1')).toBeLessThan(text.indexOf('message 3'));
  expect(text.indexOf('error[code-1]')).toBe(0);
});
