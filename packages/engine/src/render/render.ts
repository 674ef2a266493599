import type { Answer } from '../arrow/index.ts';
import type { FormatName } from './formats.ts';
import type { RenderOptions } from './options.ts';
import { toArrowStream } from './to-arrow-stream.ts';
import { toCsv } from './to-csv.ts';
import { toFeather } from './to-feather.ts';
import { toJson } from './to-json.ts';
import { toJsonl } from './to-jsonl.ts';
import { toMarkdown } from './to-markdown.ts';
import { toParquet } from './to-parquet.ts';
import { toTable } from './to-table.ts';
import { toTsv } from './to-tsv.ts';

/** An answer in a format, in chunks of text or (where `formats` says binary) bytes; the same answer gives the same chunks. */
export function render(answer: Answer, format: FormatName, options: RenderOptions = {}): Iterable<string | Uint8Array> {
  const { table } = answer;
  switch (format) {
    case 'table':
      return toTable(table, options);
    case 'csv':
      return toCsv(table);
    case 'tsv':
      return toTsv(table);
    case 'json':
      return toJson(table);
    case 'jsonl':
      return toJsonl(table);
    case 'markdown':
      return toMarkdown(table, options);
    case 'arrow':
      return toArrowStream(table);
    case 'feather':
      return toFeather(table);
    case 'parquet':
      return toParquet(table);
  }
}
