import { hasErrors, parse } from '@xt/grammar';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bind } from './bind.ts';
import { bindText } from './testing/bind-text.ts';
import { ann, worldCatalog } from './testing/catalog.ts';

const catalog = worldCatalog(true);

it('does not bind again and again what is nested', () => {
  const nest = (depth: number): string =>
    depth === 0 ? 'loss > 1' : `count(child of (runs where ${nest(depth - 1)}) and loss > 1) > 1`;
  const { diagnostics } = bindText(`runs where ${nest(30)}`, catalog);
  expect(diagnostics).toEqual([]);
});

it('says a hundred things at most', () => {
  const list = Array.from({ length: 5000 }, (_, i) => i).join(', ');
  expect(bindText(`runs where name in (${list})`, catalog).diagnostics.length).toBe(100);
});

it('looks for operators in names of bounded length', () => {
  const name = Array.from({ length: 5000 }, (_, i) => `n${i}`).join('/');
  expect(bindText(`runs where ${name} > 1`, catalog).diagnostics.map(({ code }) => code)).toEqual(['unknown-name']);
});

const words =
  "runs where val.acc params.lr params.precision params.betas state created duration step tags 'x' '5' 3 7d nan inf true now today 2026-11-01 > = + - * / and or not in between like contains is missing ( ) , max( count( abs( coalesce( day( at best( group by select sort as a limit metrics of curves params.* *".split(
    ' ',
  );

it('returns a value or an error for whatever parses', () => {
  const text = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((some) => some.join(' '));
  const condition = fc.tuple(
    fc.constantFrom('runs where', 'runs select', 'runs sort by', 'metrics where', 'curves'),
    text,
  );
  fc.assert(
    fc.property(condition, ([start, rest]) => {
      const parsed = parse(`${start} ${rest}`);
      if (parsed.value === undefined || hasErrors(parsed.diagnostics)) return;
      const { value, diagnostics } = bind(parsed.value, catalog, ann);
      expect(hasErrors(diagnostics)).toBe(value === undefined);
    }),
    { numRuns: 2000, seed: 7 },
  );
});
