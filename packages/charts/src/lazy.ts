import type { Drawing, Drawn } from './draw-answer.ts';
import type { StoredPicture } from './index.ts';

export type { Colors } from './cells/cells-text.ts';
export type { ChartOutput, Drawing, Drawn } from './draw-answer.ts';
export type { StoredPicture } from './index.ts';

/** Draws an answer; what draws is larger than all else, and loaded for the first that is drawn. */
export async function drawAnswer(drawing: Drawing): Promise<Drawn> {
  const { draw } = await import('./draw-answer.ts');
  return draw(drawing);
}

/** Draws a picture that was logged; undefined where the bytes cannot be read. */
export async function drawPicture(
  as: 'png' | 'sixel',
  picture: StoredPicture,
): Promise<Uint8Array | string | undefined> {
  const { pictureToPng, pictureToSixel } = await import('./draw-answer.ts');
  return as === 'png' ? pictureToPng(picture) : pictureToSixel(picture);
}
