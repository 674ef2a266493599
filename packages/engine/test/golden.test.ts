import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '@xt/grammar';
import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../src/bind/testing/catalog.ts';
import { compile } from '../src/compile.ts';
import { explainSections } from '../src/explain.ts';
import { corpus } from './corpus.ts';

const folder = join(import.meta.dirname, 'golden');

test.each(corpus())('$name compiles as it is written down', ({ name, text }) => {
  const file = join(folder, `${name}.golden`);
  const found = stagesOf(text);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, found);
  }
  const known = existsSync(file) ? readFileSync(file, 'utf8') : 'there is no golden file: UPDATE_GOLDEN=1 writes it';
  expect(found).toBe(known);
});

function stagesOf(text: string): string {
  const { value, diagnostics } = compile(text, worldCatalog(), ann);
  const said = diagnostics.map((diagnostic) => describe(diagnostic, text)).join('\n');
  const sections = [
    { name: 'query', text },
    ...(said === '' ? [] : [{ name: 'diagnostics', text: said }]),
    ...(value === undefined ? [] : explainSections(value)),
  ];
  return sections.map((section) => `-- ${section.name} --\n${section.text}\n`).join('\n');
}

function describe({ code, severity, message, span, hint }: Diagnostic, text: string): string {
  const place = span === undefined ? '' : `\n  at «${text.slice(span.start, span.end)}»`;
  return `${severity}[${code}]: ${message}${place}${hint === undefined ? '' : `\n  hint: ${hint}`}`;
}
