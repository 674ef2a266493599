/** What the renderers can write: how it is asked for, what files of it are named, and what it is over HTTP. */
export interface Format {
  readonly name: FormatName;
  /** Endings of file names, the first one preferred. */
  readonly extensions: readonly string[];
  readonly contentType: string;
  /** True if it is bytes rather than text; not for a terminal. */
  readonly binary: boolean;
}

export type FormatName = 'table' | 'csv' | 'tsv' | 'json' | 'jsonl' | 'markdown' | 'arrow' | 'feather' | 'parquet';

/** Every format, in the order in which help lists them. */
export const formats: readonly Format[] = [
  text('table', ['.txt'], 'text/plain'),
  text('csv', ['.csv'], 'text/csv'),
  text('tsv', ['.tsv'], 'text/tab-separated-values'),
  text('json', ['.json'], 'application/json'),
  text('jsonl', ['.jsonl', '.ndjson'], 'application/x-ndjson'),
  text('markdown', ['.md', '.markdown'], 'text/markdown'),
  bytes('arrow', ['.arrow', '.arrows'], 'application/vnd.apache.arrow.stream'),
  bytes('feather', ['.feather', '.ipc'], 'application/vnd.apache.arrow.file'),
  bytes('parquet', ['.parquet'], 'application/vnd.apache.parquet'),
];

/** The format of that name, if there is one. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}

/** The format that a file's name asks for by its ending; upper and lower case are the same. */
export function formatOfFile(path: string): Format | undefined {
  const lower = path.toLowerCase();
  return formats.find((format) => format.extensions.some((extension) => lower.endsWith(extension)));
}

function text(name: FormatName, extensions: readonly string[], type: string): Format {
  return { name, extensions, contentType: `${type}; charset=utf-8`, binary: false };
}

function bytes(name: FormatName, extensions: readonly string[], contentType: string): Format {
  return { name, extensions, contentType, binary: true };
}
