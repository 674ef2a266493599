import type { TuiOptions } from '@xt/tui';

/** Draws what the terminal UI saves as a picture; what draws is loaded for the first of them. */
export const drawForTui: TuiOptions['drawChart'] = async ({ bytes, format, title, notes, log }) => {
  const { draw } = await import('./charts.ts');
  const output = { as: format, log: log ? { y: true } : {}, trend: false, theme: 'light' } as const;
  const cells = { width: 100, height: 24, zone: 'UTC', colors: 'none' } as const;
  return draw({ bytes, title, notes, output, cells });
};

/** Draws a picture that was logged, for terminals that show some. */
export const drawPictureForTui: TuiOptions['drawPicture'] = async ({ as, ...picture }) => {
  const { pictureToPng, pictureToSixel } = await import('./charts.ts');
  return as === 'png' ? pictureToPng(picture) : pictureToSixel(picture);
};
