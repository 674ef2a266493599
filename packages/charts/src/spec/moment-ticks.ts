/** Below so many milliseconds the ticks of an axis of time are parts of seconds, of which Vega would keep one alone. */
export const momentSpan = 2000;

// Vega's axes of time know no parts of milliseconds.
const powers: readonly number[] = [1, 10, 100];
const steps: readonly number[] = powers.flatMap((power) =>
  [1, 2, ...(power === 1 ? [] : [2.5]), 5].map((each) => each * power),
);

/** How many ticks have room for clocks with parts of seconds. */
export function momentCount(at: 'x' | 'y', pixels: number): number {
  return Math.max(Math.floor(pixels / (at === 'x' ? 88 : 30)), 2);
}

/** The ticks of a short part of a time axis, as an expression of milliseconds: Vega's own where the part is longer. */
export function momentValues(scaleName: string, count: number): string {
  const [low, high] = [`domain('${scaleName}')[0]`, `domain('${scaleName}')[1]`];
  const step = chosen(scaleName, count, (each) => each);
  const ticks = `sequence(ceil(${low} / (${step})) * (${step}), +${high} + 0.5, ${step})`;
  return `${high} - ${low} < ${momentSpan} ? ${ticks} : null`;
}

/** How such a tick reads: a clock with as many digits as all of them need. */
export function momentText(scaleName: string, count: number): string {
  const digits = chosen(scaleName, count, (step) => 10 + powers.filter((power) => step % power !== 0).length);
  return `slice(utcFormat(datum.value, '%H:%M:%S.%L'), 0, ${digits})`;
}

/** What belongs to the round step that gives about so many ticks. */
function chosen(scaleName: string, count: number, of: (step: number) => number): string {
  const rough = `(domain('${scaleName}')[1] - domain('${scaleName}')[0]) / ${count}`;
  const last = steps.at(-1) ?? 1;
  return `${steps.map((step) => `${rough} <= ${step} ? ${of(step)}`).join(' : ')} : ${of(last)}`;
}
