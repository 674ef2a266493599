import { linearText } from './axis.ts';
import { type Look, narrow } from './look.ts';
import type { Spec } from './spec.ts';

/** The legend of colours that stand for numbers between these two: beside the chart, below it where that is narrow. */
export function rampLegend(look: Look, [least, greatest]: readonly [number, number], inner = look.width - 90): Spec {
  const isNarrow = look.width < narrow;
  const text = least === greatest ? "format(datum.value, '.6~g')" : linearText(least, greatest);
  return {
    type: 'gradient',
    orient: isNarrow ? 'bottom' : 'right',
    titleLimit: isNarrow ? inner : rampRoom,
    ...(isNarrow ? { gradientLength: Math.min(inner, look.width - 90) } : {}),
    ...(text === undefined ? {} : { labelExpr: text }),
  };
}

/** The width of such a legend beside a chart. */
export const rampRoom = 110;
