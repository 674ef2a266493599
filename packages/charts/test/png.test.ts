import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { fontFiles } from '../src/draw/font.ts';
import { readFontWidths } from '../src/draw/font-widths.ts';
import { zoomOf } from '../src/draw/to-png.ts';
import { makeChart, plainLook, toPng, toSvg, toVegaLite } from '../src/index.ts';
import { readPng } from './read-png.ts';
import { sampleNamed } from './samples.ts';

async function svgOf(name: string, theme: 'light' | 'dark' = 'light'): Promise<string> {
  const { table, description } = sampleNamed(name);
  return toSvg(toVegaLite(makeChart(table, description), { ...plainLook, theme, interactive: false }));
}

test('a picture is twice as fine as it is large, on the ground of its theme', async () => {
  for (const [theme, ground] of [
    ['light', [255, 255, 255, 255]],
    ['dark', [15, 19, 24, 255]],
  ] as const) {
    const svg = await svgOf('line-smoothed', theme);
    const { width, height, pixels } = readPng(await toPng(svg));
    const [, ownWidth, ownHeight] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    expect([width, height]).toEqual([Number(ownWidth) * 2, Number(ownHeight) * 2]);
    expect([...pixels.subarray(0, 4)]).toEqual(ground);
  }
});

test('it has the colours of the curves', async () => {
  const { pixels } = readPng(await toPng(await svgOf('line-smoothed')));
  for (const color of ['0,114,178', '213,94,0', '0,158,115', '204,121,167']) {
    expect(countOf(pixels, color), color).toBeGreaterThan(50);
  }
});

test('its texts are drawn, in the font that ships', async () => {
  const svg = await svgOf('bar');
  const { pixels: all } = readPng(await toPng(svg));
  const { pixels: bare } = readPng(await toPng(svg.replaceAll(/>[^<>\n]+<\/text>/g, '></text>')));
  const differing = all.reduce((count, byte, at) => count + Number(at % 4 === 0 && byte !== bare[at]), 0);
  expect(differing).toBeGreaterThan(3000);
  // The title's ink alone.
  expect(countOf(all, '31,35,40')).toBeGreaterThan(500);
});

test('the font is measured as it is drawn', () => {
  const [file] = fontFiles();
  const { width, covers } = readFontWidths(file);
  for (const text of ['mlp_lr=0.1_w=64/seed_0', 'WWWiii', 'größer ≤ 3 σ', 'Ελληνικά, кириллица']) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40"><text y="30" font-size="20">${text}</text></svg>`;
    const font = { loadSystemFonts: false, fontFiles: [file], defaultFontFamily: 'DejaVu Sans' };
    const drawn = new Resvg(svg, { font }).getBBox();
    expect(Math.abs((drawn?.width ?? 0) - width(text, 20)), text).toBeLessThan(4);
    expect(covers(text)).toBe(true);
  }
  expect(covers('漢字')).toBe(false);
});

test('a picture that cannot be drawn is refused, and the process lives on', async () => {
  const svg = (width: number, height: number, inside = '') =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;
  await expect(toPng(svg(0, 20))).rejects.toThrow('a picture without width or height cannot be drawn');
  await expect(toPng(svg(760, 240_000))).rejects.toThrow('a picture of 760 x 240000 pixels is too large for `png`');
  const far = '<text opacity="0.5" transform="translate(230,20)">far outside</text>';
  await expect(toPng(svg(10, 30, far))).rejects.toThrow('a picture of 10 x 30 pixels is too small for what it shows');
  // What is large is drawn less finely.
  expect(zoomOf(svg(400, 60_000))).toBeCloseTo(1.63, 2);
  expect(zoomOf(svg(760, 400))).toBe(2);
  expect(readPng(await toPng(svg(300, 30, far))).width).toBe(600);
});

function countOf(pixels: Uint8Array, color: string): number {
  const [red, green, blue] = color.split(',').map(Number);
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    count += Number(pixels[at] === red && pixels[at + 1] === green && pixels[at + 2] === blue);
  }
  return count;
}
