import { textWidth } from '@xt/engine/text-width';
import type { Bundle } from './bundle.ts';

/** A place that shows one thing, and then another in its stead. */
export interface Screen {
  show(bundle: Bundle): void;
  /** Shows what is to stay. */
  finish(bundle: Bundle): void;
}

/** A place below the cell of a notebook, else on the console. */
export function openScreen(): Screen {
  const kernel = findKernel();
  return kernel === undefined ? consoleScreen() : kernel;
}

/** What tslab leaves for the code that it runs: `require` gives the kernel's own modules. */
interface Tslab {
  readonly require: NodeJS.Require;
}

type Write = (content: { data: Bundle; metadata: Bundle; transient: Bundle }, isUpdate: boolean) => void;

function findKernel(): Screen | undefined {
  const tslab = (globalThis as { readonly __tslab__?: Tslab }).__tslab__;
  if (typeof tslab?.require !== 'function') return undefined;
  const display_id = `xt-${process.pid}-${process.hrtime.bigint()}`;
  let isShown = false;
  const show = (bundle: Bundle) => {
    const write = writerOf(tslab);
    if (write === undefined) return showOne(tslab, bundle);
    write({ data: bundle, metadata: {}, transient: { display_id } }, isShown);
    isShown = true;
  };
  return { show, finish: show };
}

/** tslab's own displays take one form a call; what writes them takes a whole bundle. */
function writerOf({ require: load }: Tslab): Write | undefined {
  const modules = Object.values(load.cache ?? {});
  const jupyter = modules.find((each) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(each?.filename ?? ''));
  const write: unknown = jupyter?.exports?.lastWriteDisplayData;
  return typeof write === 'function' ? (write as Write) : undefined;
}

/** Of another tslab, whose writer stands elsewhere: the form that most places show. */
function showOne({ require: load }: Tslab, bundle: Bundle): void {
  const { display } = load('tslab') as { readonly display: { raw(type: string, content: unknown): void } };
  const type = ['image/png', 'text/html', 'text/plain'].find((each) => bundle[each] !== undefined);
  const content = type === undefined ? '' : bundle[type];
  if (type !== undefined) display.raw(type, type === 'image/png' ? Buffer.from(String(content), 'base64') : content);
}

/** How many lines of a terminal a text takes: those that are too long go on in the next. */
function linesOf(text: string, columns: number): number {
  const widths = text.split('\n').slice(0, -1).map(textWidth);
  return widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
}

/** A terminal is redrawn in place; a pipe gets what is there in the end. */
function consoleScreen(): Screen {
  let lines = 0;
  const write = (bundle: Bundle) => {
    const text = `${String(bundle['text/plain'])}\n`;
    const back = lines === 0 ? '' : `\u001b[${lines}A\u001b[J`;
    const { isTTY, columns } = process.stdout;
    lines = isTTY === true ? linesOf(text, columns) : 0;
    process.stdout.write(back + text);
  };
  return {
    show: (bundle) => {
      if (process.stdout.isTTY === true) write(bundle);
    },
    finish: write,
  };
}
