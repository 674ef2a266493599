import { okabeIto } from '@xt/charts/braille';
import type { State } from '../state/state.ts';

// As dashes of curves are: solid, long, short, dots, a dash with a dot.
const signs = ['━━━', '╺━━', '╍╍╍', '┈┈┈', '━┈━'] as const;
const asciiSigns = ['---', '-- ', '- -', '...', '-.-'] as const;

/** How many cells the sign of a curve takes. */
export const signWidth = 3;

/** The dashes of the curve of the run that was marked at this place. */
export function seriesSign({ session: { dashes, letters } }: State, place: number): string {
  const dash = (dashes ? place : Math.floor(place / okabeIto.length)) % signs.length;
  return (letters === 'unicode' ? signs : asciiSigns)[dash] ?? '━━━';
}

/** What stands before the values of a curve: a dot of its colour, or without colours its dashes. */
export function seriesMark(state: State): SeriesMark {
  return state.session.dashes ? (place) => seriesSign(state, place) : dot;
}

export type SeriesMark = (place: number) => string;

/** A dot, whatever the curve. */
export const dot: SeriesMark = () => '●';
