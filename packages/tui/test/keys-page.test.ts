import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Action, type ActionName, actions } from '../src/actions/action.ts';
import { keyTable, type Where } from '../src/keys/key-table.ts';
import { keysOf } from '../src/keys/keys-of.ts';
import { themes } from '../src/theme/themes.ts';

const file = join(dirname(fileURLToPath(import.meta.url)), '../../../docs/tui.md');
const start = /<!-- keys: .* -->\n/;
const end = '<!-- end of keys -->';

const titles: readonly (readonly [Where, string])[] = [
  ['any', 'Everywhere'],
  ['runs', 'In the runs'],
  ['curves', 'In the curves'],
  ['list', 'In compare, lineage, artifacts and details'],
  ['compare', 'In compare'],
  ['lineage', 'In lineage'],
  ['artifacts', 'In artifacts'],
  ['details', 'In details'],
];

function cell(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

function row(name: ActionName, keys: readonly string[]): string {
  const { help, says = '' }: Action = actions[name];
  return `| ${keys.map(cell).join(' ')} | ${name} | ${help} | ${cell(says)} |`;
}

function keysPage(): string {
  const head = ['| keys | action | does | writes, or the same at the prompt |', '|---|---|---|---|'];
  const sections = titles.flatMap(([where, title]) => {
    const own = keyTable.filter((binding) => binding.where === where);
    return own.length === 0
      ? []
      : [['', `### ${title}`, '', ...head, ...own.map(({ action, keys }) => row(action, keys))]];
  });
  const others = (Object.keys(actions) as readonly ActionName[]).filter((name) => keysOf(name, keyTable).length === 0);
  const palette = ['', '### In the palette alone', '', ...head, ...others.map((name) => row(name, []))];
  const tones = ['', `Tones: ${Object.keys(themes.dark.tones).map(cell).join(' ')} and ${cell('selected')}.`];
  return [...sections, palette, tones].map((lines) => `${lines.join('\n')}\n`).join('');
}

test('the page of `xt tui` has every key and tone', () => {
  const page = readFileSync(file, 'utf8');
  const from = (page.search(start) ?? 0) + (start.exec(page)?.[0].length ?? 0);
  const to = page.indexOf(end);
  expect(from).toBeGreaterThan(0);
  expect(to).toBeGreaterThan(from - 1);
  const wanted = `${page.slice(0, from)}${keysPage()}\n${page.slice(to)}`;
  if (process.env['UPDATE_DOCS']) writeFileSync(file, wanted);
  else expect(page).toBe(wanted);
});
