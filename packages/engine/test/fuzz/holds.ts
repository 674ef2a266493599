import { type Diagnostic, expectAt, parse, print } from '@xt/grammar';
import { ann } from '../../src/bind/testing/catalog.ts';
import { bind, type Catalog } from '../../src/index.ts';

/**
 * What must hold of any text: parser, printer and binder return, say what is wrong with a place that is there, and what
 * is printed parses again. Gives the first thing that does not hold.
 */
export function broken(text: string, catalog: Catalog): string | undefined {
  try {
    const { value, diagnostics } = parse(text);
    if ((value === undefined) !== diagnostics.length > 0) return 'a value with errors, or neither';
    const wrong = diagnostics.find((diagnostic) => isOff(diagnostic, text));
    if (wrong !== undefined) return `the place of ${wrong.code}`;
    if (value === undefined) return undefined;
    const printed = print(value);
    if (parse(printed).value === undefined && Buffer.byteLength(printed) <= 65_536) return `printed as ${printed}`;
    const bound = bind(value, catalog, ann);
    const off = bound.diagnostics.find((diagnostic) => isOff(diagnostic, text));
    if (off !== undefined) return `the place of ${off.code}`;
    if (bound.value === undefined && bound.diagnostics.every(({ severity }) => severity !== 'error'))
      return 'neither bound nor an error';
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The same of completion at a place of the text. */
export function brokenAt(text: string, cursor: number): string | undefined {
  try {
    const found = expectAt(text, cursor);
    if (found === undefined) return undefined;
    const { start, end } = found.span;
    return start >= 0 && start <= end && end === cursor ? undefined : 'the place of a completion';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function isOff({ span }: Diagnostic, text: string): boolean {
  return span !== undefined && !(span.start >= 0 && span.start <= span.end && span.end <= text.length);
}
