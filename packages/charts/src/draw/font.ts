import { createRequire } from 'node:module';

/** The family of the font that ships. */
export const fontFamily = 'DejaVu Sans';

/** The files of the font that ships: the plain one first. */
export function fontFiles(): readonly [plain: string, bold: string] {
  const { resolve } = createRequire(import.meta.url);
  return [resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')];
}
