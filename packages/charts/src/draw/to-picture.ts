/** A picture as it was stored, and how large it is to be drawn. */
export interface StoredPicture {
  readonly bytes: Uint8Array;
  readonly format: 'PNG' | 'JPEG' | 'GIF';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** It is drawn larger than it is. */
  readonly enlarged: boolean;
}

/** The picture as PNG; undefined where its bytes cannot be read. */
export async function pictureToPng(picture: StoredPicture): Promise<Uint8Array | undefined> {
  const drawn = await draw(picture);
  return isBlank(drawn.pixels) ? undefined : drawn.asPng();
}

/** The picture as a terminal with Sixel takes it, on white where it is transparent; undefined where its bytes cannot be read. */
export async function pictureToSixel(picture: StoredPicture): Promise<string | undefined> {
  const { pixels, width, height } = await draw(picture);
  if (isBlank(pixels)) return undefined;
  const { image2sixel } = await import('sixel');
  return image2sixel(onWhite(pixels), width, height, 256, 1);
}

async function draw({ bytes, format, width, height, enlarged }: StoredPicture) {
  const { Resvg } = await import('@resvg/resvg-js');
  const data = `data:image/${format.toLowerCase()};base64,${Buffer.from(bytes).toString('base64')}`;
  const size = `width="${width}" height="${height}"`;
  // What is drawn larger than it is keeps its pixels: they are what somebody looks for in so small a picture.
  const rendering = enlarged ? ' image-rendering="optimizeSpeed"' : '';
  const image = `<image href="${data}" ${size} preserveAspectRatio="none"${rendering}/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${image}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false }, logLevel: 'off' }).render();
}

/** Nothing at all is drawn of bytes that cannot be read. */
function isBlank(pixels: Uint8Array): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 0) return false;
  return true;
}

/** The pixels without transparency, in bytes of their own: resvg's are multiplied by it already. */
function onWhite(pixels: Uint8Array): Uint8Array {
  const solid = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const white = 255 - (pixels[at + 3] ?? 255);
    for (let channel = at; channel < at + 3; channel++) solid[channel] = (pixels[channel] ?? 0) + white;
    solid[at + 3] = 255;
  }
  return solid;
}
