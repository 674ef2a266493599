import type { Arg, BooleanFlag, OptionFlag } from '@oclif/core/interfaces';

// What oclif's own makers of flags return, written here so that a command can be described without loading oclif.

type Props<F extends object, K extends keyof F> = Partial<Pick<F, K>>;
type Words = 'char' | 'env' | 'summary' | 'helpGroup' | 'exclusive';
type TextProps = Props<OptionFlag<string>, Words | 'helpValue' | 'options'>;

/** A flag with a text as its value. */
export function textFlag(props: TextProps): OptionFlag<string | undefined> {
  return { ...named(props), type: 'option', input: [], multiple: false, parse: async (input) => input };
}

/** A flag with a whole number of at least `min` as its value. */
export function wholeFlag(min: number, props: TextProps): OptionFlag<number | undefined> {
  return { ...named(props), type: 'option', input: [], multiple: false, parse: async (input) => readWhole(input, min) };
}

/** A flag with a number as its value. */
export function numberFlag(props: TextProps): OptionFlag<number | undefined> {
  return { ...named(props), type: 'option', input: [], multiple: false, parse: async (input) => readFinite(input) };
}

/** A flag that is there or not. */
export function switchFlag(props: Props<BooleanFlag<boolean>, Words>): BooleanFlag<boolean> {
  return { ...named(props), type: 'boolean', allowNo: false, parse: async (input) => input };
}

/** An argument; standard input never stands in for it. */
export function argument<P extends Partial<Arg<string>>>(props: P): Arg<string> & P {
  return { name: '', input: [], ignoreStdin: true, parse: async (input: string) => input, ...props };
}

function readWhole(input: string, min: number): number {
  if (!/^\d{1,15}$/.test(input) || Number(input) < min) {
    throw new Error(`Expected a whole number of at least ${min} but received: ${input}`);
  }
  return Number(input);
}

function readFinite(input: string): number {
  if (input.trim() === '' || !Number.isFinite(Number(input)))
    throw new Error(`Expected a number but received: ${input}`);
  return Number(input);
}

// oclif names each flag after its key when it parses.
function named<P extends object>(props: P): P & { name: string } {
  return { name: '', ...props };
}
