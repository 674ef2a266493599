import { numberText } from './machine-text.ts';

/**
 * A number as people read it: whole numbers whole, those with a fraction rounded to 4 significant digits. A zero at the
 * end stands only where rounding made it: 0.5 is exact, 0.5000 is near it.
 */
export function showNumber(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isSafeInteger(value) || !Number.isFinite(value)) return numberText(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 9999.5 ? fixed(value) : scientific(value);
}

function fixed(value: number): string {
  const rounded = value.toPrecision(4);
  const short = withoutZeros(rounded);
  return Number(short) === value ? short : rounded;
}

function scientific(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential(3).split('e');
  const power = exponent.replace('+', '');
  const short = `${withoutZeros(digits)}e${power}`;
  return Number(short) === value ? short : `${digits}e${power}`;
}

function withoutZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
