import type { Diagnostic } from '@xt/grammar';
import { ann, worldCatalog } from '../src/bind/testing/catalog.ts';
import { compile } from '../src/compile.ts';
import { explainSections } from '../src/explain.ts';

/** What the stages make of a query over the catalog of the tests, as it stands in a golden file. */
export function goldenText(text: string): string {
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
