import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { printBound } from './print-bound.ts';
import { bindText, said } from './testing/bind-text.ts';
import { worldCatalog } from './testing/catalog.ts';

const corpus = fileURLToPath(new URL('../../../../grammar/corpus', import.meta.url));
const catalog = worldCatalog(true);

/** Folders whose names are those of the testing catalog; the others show forms with names of no meaning. */
const meaningful = [
  'curves',
  'filters',
  'groups',
  'lineage',
  'missing',
  'names',
  'peers',
  'points',
  'series',
  'sources',
  'time',
];
const meaningless = ['accepted', 'forms', 'words'];

function filesOf(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => readdirSync(join(corpus, folder)).map((file) => `${folder}/${file}`));
}

function read(file: string): string {
  return readFileSync(join(corpus, file), 'utf8');
}

describe('queries that are right', () => {
  it.each(filesOf(meaningful))('%s', (file) => {
    const { value, diagnostics } = bindText(read(file), catalog);
    const errors = diagnostics.filter((each) => each.severity === 'error').map(({ code }) => code);
    expect(errors).toEqual([]);
    expect(value && printBound(value)).not.toContain('undefined');
  });
});

describe('queries of names that nothing has', () => {
  it.each(filesOf(meaningless))('%s', (file) => {
    const text = read(file);
    for (const { code, span, hint } of bindText(text, catalog).diagnostics) {
      expect(text.slice(span?.start, span?.end), code).not.toBe('');
      expect(hint, code).toBeTruthy();
    }
  });
});

describe('queries that are wrong', () => {
  const wrong = filesOf(['wrong']).filter((file) => read(file).includes('\n# bind '));

  it('are there', () => {
    expect(wrong.length).toBeGreaterThan(20);
  });

  it.each(wrong)('%s', (file) => {
    const [query = '', ...expected] = read(file).trim().split('\n');
    const [, code = '', hint = ''] = /^# bind ([\w-]+): (.*)$/.exec(expected.join(' ')) ?? [];
    const errors = said(query, catalog).filter((each) => each.severity === 'error');
    expect(errors.map((each) => [each.code, each.place])).toEqual([[code, query]]);
    expect(missingWords(hint, errors[0]?.hint ?? '')).toEqual([]);
  });
});

/** Words of the short hint that the hint does not have. */
function missingWords(short: string, hint: string): readonly string[] {
  const wordsOf = (text: string) => text.replaceAll('/', '.').match(/[\p{L}\p{N}.,_-]*[\p{L}\p{N}]/gu) ?? [];
  const found = new Set(wordsOf(hint));
  return wordsOf(short).filter((word) => !found.has(word));
}
