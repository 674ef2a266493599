import type { RangeEnd, Smoothing, Window } from '@xt/grammar';
import { nameDistance } from '../catalog/nearest-names.ts';
import type { BoundExpression, SeriesSmoothing, SeriesWindow } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';

/** Binds `over …`. A range's ends are of the right kind and order already, or the grammar has said so. */
export function bindWindow(environment: Environment, window: Window): SeriesWindow | undefined {
  if (window.kind === 'range') {
    const { by, range } = window;
    const end = (written: RangeEnd): BoundExpression => {
      const { value, negative, span } = written;
      const size = (value.kind === 'number' ? value.value : value.seconds) * (negative ? -1 : 1);
      const type = by === 'steps' ? 'number' : 'duration';
      const constant = { kind: 'constant', type, value: size, span } as const;
      return by === 'steps' ? constant : sinceStart(constant);
    };
    return { kind: by, ...(range.from && { from: end(range.from) }), ...(range.to && { to: end(range.to) }) };
  }
  const { kind, size } = window;
  switch (size.kind) {
    case 'percent':
      if (size.percent > 100) {
        const hint = 'of the steps of the series: `100%` is all of it';
        const found = `\`${size.text}\``;
        environment.report(problem('out-of-range', size.span, { expected: 'a share up to 100%', found, hint }));
        return undefined;
      }
      return { kind, by: 'percent', size: size.percent };
    case 'duration':
      return { kind, by: 'seconds', size: size.seconds };
    case 'number': {
      if (Number.isSafeInteger(size.value)) return { kind, by: 'points', size: size.value };
      const hint = `of steps: \`${kind} 10%\`; of time: \`${kind} 30m\``;
      const found = `\`${size.text}\``;
      environment.report(problem('out-of-range', size.span, { expected: 'a whole number of points', found, hint }));
      return undefined;
    }
  }
}

/** The time that is a duration after the run's start. */
export function sinceStart(duration: BoundExpression): BoundExpression {
  const { span } = duration;
  const started = { kind: 'field', type: 'time', field: 'started', span } as const;
  return { kind: 'arithmetic', type: 'time', op: '+', left: started, right: duration, span };
}

/** What each smoothing takes, and how messages say it. */
const amounts: Readonly<Record<SeriesSmoothing['method'], readonly [(n: number) => boolean, string, string]>> = {
  ema: [(n) => n >= 0 && n < 1, 'a weight from 0 to below 1', 'ema 0.9'],
  twema: [(n) => n >= 0 && n <= 1, 'a weight from 0 to 1', 'twema 0.9'],
  gaussian: [(n) => n > 0, 'a standard deviation above 0', 'gaussian 3'],
  mean: [isCount, 'a whole number of points from 1', 'mean 11'],
  median: [isCount, 'a whole number of points from 1', 'median 11'],
};

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 1;
}

/** Binds a smoothing, of a series or of curves; reports a method that there is not, and an amount that it cannot take. */
export function bindSmoothing(environment: Environment, { method, amount }: Smoothing): SeriesSmoothing | undefined {
  const name = Object.keys(amounts).find((known) => known === method.text.toLowerCase());
  if (name === undefined) return reportMethod(environment, method);
  const known = name as SeriesSmoothing['method'];
  const [isRight, expected, usual] = amounts[known];
  if (isRight(amount.value)) return { method: known, amount: amount.value };
  const found = `\`${amount.text}\``;
  environment.report(problem('out-of-range', amount.span, { expected, found, hint: `usual is \`smooth ${usual}\`` }));
  return undefined;
}

function reportMethod(environment: Environment, method: Smoothing['method']): undefined {
  const known = Object.keys(amounts);
  const near = known.filter((each) => nameDistance(method.text, each) !== undefined);
  const names = (near.length > 0 ? near : known).map((each) => `\`${each}\``).join(', ');
  const hint = near.length > 0 ? `nearest: ${names}` : `there is: ${names}`;
  environment.report(problem('unknown-word', method.span, { what: 'smoothing', name: method.text, hint }));
}
