/** Texts of the ticks of a number axis, as short as they can be and told apart: 0.95, 12k, 1.5M, 1e-4. */
export function numberTexts(ticks: readonly number[]): readonly string[] {
  const decimals = Math.max(...ticks.map(decimalsOf), 0);
  const greatest = Math.max(...ticks.map(Math.abs), 0);
  if (greatest >= 1e4 && greatest < 1e15) return ticks.map(thousands);
  if (greatest >= 1e15 || (greatest < 1e-3 && greatest > 0) || decimals > 6) return ticks.map(scientific);
  return ticks.map((tick) => tick.toFixed(decimals));
}

/** Texts of the ticks of a log axis, each for itself. */
export function logTexts(ticks: readonly number[]): readonly string[] {
  return ticks.map((tick) => {
    if (tick >= 1e15 || tick < 1e-3) return scientific(tick);
    return tick >= 1e4 ? thousands(tick) : String(tick);
  });
}

/** Texts of the ticks of an axis of seconds in as many units as they need: 20ms, 45s, 1m30s, 2h, 3d12h. */
export function durationTexts(ticks: readonly number[]): readonly string[] {
  const decimals = Math.max(...ticks.map(decimalsOf), 0);
  const greatest = Math.max(...ticks.map(Math.abs), 0);
  if (decimals > 0 && greatest < 0.1) return numberTexts(ticks.map((tick) => tick * 1000)).map((text) => `${text}ms`);
  if (decimals > 0 && greatest < 60) return numberTexts(ticks).map((text) => `${text}s`);
  return ticks.map((tick) => (tick < 0 ? `-${clock(-tick, decimals)}` : clock(tick, decimals)));
}

const suffixes = ['', 'k', 'M', 'G', 'T'];

function thousands(value: number): string {
  const size = Math.abs(value);
  const power = Math.min(Math.floor(Math.log10(size || 1) / 3 + 1e-9), 4);
  return power <= 0 ? String(value) : `${Number((value / 1000 ** power).toPrecision(6))}${suffixes[power]}`;
}

function scientific(value: number): string {
  if (value === 0) return '0';
  return Number(value.toPrecision(6)).toExponential().replace('e+', 'e');
}

function decimalsOf(value: number): number {
  const text = String(Number(value.toPrecision(10)));
  if (text.includes('e-')) return 7;
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

function clock(seconds: number, decimals: number): string {
  const unit = 10 ** decimals;
  const count = Math.round(seconds * unit);
  const whole = Math.floor(count / unit);
  const rest = (count - Math.floor(whole / 60) * 60 * unit) / unit;
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
  ] as const;
  const larger = parts.flatMap(([count, name]) => (count > 0 ? [`${count}${name}`] : [])).join('');
  return rest === 0 && larger !== '' && decimals === 0 ? larger : `${larger}${rest.toFixed(decimals)}s`;
}
