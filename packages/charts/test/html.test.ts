import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeChart, toHtml } from '../src/index.ts';
import { hasChromium, openChromium, type Page } from './chromium.ts';
import { sampleNamed, samples } from './samples.ts';

describe('pages', () => {
  const page = toHtml(makeChart(sampleNamed('hostile').table, sampleNamed('hostile').description));

  test('need nothing but themselves', () => {
    expect(page).not.toMatch(/<(?:script|img|link|iframe)[^>]+(?:src|href)=/);
    expect(page).toContain("default-src 'none'");
    expect(page.length).toBeLessThan(900_000);
  });

  test('hold names as data only', () => {
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('\\u003cscript>alert(1)');
    expect(page).toContain('<title>runs select name, "&lt;script&gt;');
  });
});

describe.skipIf(!hasChromium)('pages in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xt-pages-'));
  let page: Page;
  beforeAll(async () => {
    page = await openChromium();
  });
  afterAll(async () => {
    await page.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(name: string): Promise<void> {
    const { table, description } = sampleNamed(name);
    const file = join(folder, `${name}.html`);
    writeFileSync(file, toHtml(makeChart(table, description)));
    await page.open(file);
    await ready();
  }
  const ready = () => page.evaluate('xtChart.page.ready.then(() => xtChart.view().runAsync()).then(() => undefined)');
  const tip = () => page.evaluate('document.getElementById("tip").innerText') as Promise<string>;
  const pixelsOf = (color: readonly number[]) =>
    page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] === ${color[0]} && data[at + 1] === ${color[1]} && data[at + 2] === ${color[2]}) count++;
      }
      return count;
    })()`) as Promise<number>;
  /** Where a value of x lies in the window, in the first panel. */
  const columnOf = (x: number) =>
    page.evaluate(`(async () => {
      const view = xtChart.view();
      const panel = [...view.scenegraph().root.items[0].items]
        .filter(({ name }) => name === 'cell').flatMap(({ items }) => items)[0];
      return (${cornerOf})().then(([left]) => left + (panel?.x ?? 0) + view.scale('x')(${x}));
    })()`) as Promise<number>;
  const domain = () => page.evaluate('xtChart.view().scale("x").domain().map(Number)') as Promise<number[]>;
  const drag = async (x0: number, x1: number, y: number) => {
    await page.mouse('mousePressed', x0, y);
    await page.mouse('mouseMoved', (x0 + x1) / 2, y);
    await page.mouse('mouseMoved', x1, y);
    await page.mouse('mouseReleased', x1, y);
    await ready();
  };

  const wide = ['line-facets', 'bar-series', 'parallel'];
  test('every kind is drawn, at any width and in the dark, without a complaint', async () => {
    for (const [width, isDark] of [
      [900, false],
      [360, true],
    ] as const) {
      await page.resize(width, 700, isDark);
      for (const { name } of isDark ? samples : samples.filter(({ name }) => wide.includes(name))) {
        await open(name);
        expect(await pixelsOf(isDark ? [230, 237, 243] : [31, 35, 40]), `${name}: ink`).toBeGreaterThan(20);
        expect(await page.evaluate(`(${overflow})()`), `${name} at ${width}`).toEqual([]);
      }
    }
    expect(page.complaints).toEqual([]);
  });

  test('the curves are there in their colours; hovering shows a point with all its digits, in all panels', async () => {
    await page.resize(900, 700);
    await open('line-facets');
    for (const color of [
      [0, 114, 178],
      [213, 94, 0],
    ]) {
      expect(await pixelsOf(color)).toBeGreaterThan(100);
    }
    expect(await tip()).toBe('');
    await page.evaluate(`(${keepPixels})()`);
    const x = await columnOf(1);
    await page.mouse('mouseMoved', x - 3, 220);
    await page.mouse('mouseMoved', x, 221);
    await ready();
    const [series, metric, step, value] = (await tip()).split('\n');
    expect([metric, step]).toEqual(['metric\tval/loss', 'step\t1']);
    expect(`${series} ${value}`).toBe(
      series?.endsWith('0.01') ? `params.lr\t0.01 value\t${1 - 0.3 - 0.01}` : `params.lr\t0.1 value\t${1 - 0.3 - 0.1}`,
    );
    // The same x is marked in the other panel.
    expect(await page.evaluate(`(${changedOnTheRight})()`)).toBeGreaterThan(30);
    expect(await page.evaluate('xtChart.view().signal("hover").x.join()')).toBe('1');
  });

  test('the chart takes the window, whatever its size', async () => {
    for (const [width, height] of [
      [1000, 700],
      [1250, 800],
    ] as const) {
      await page.resize(width, height);
      await open('line-smoothed');
      const [right, bottom] = (await page.evaluate(
        '(({ right, bottom }) => [right, bottom])(document.querySelector("canvas").getBoundingClientRect())',
      )) as [number, number];
      expect(right).toBeGreaterThan(width - 60);
      expect(bottom).toBeGreaterThan(height - 60);
      expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
    }
  });

  test('panels that take the window are whole', async () => {
    await page.resize(1000, 1400);
    await open('line-facets');
    const [canvas = 0, panel = 0] = (await page.evaluate(
      "[document.querySelector('canvas').clientHeight, xtChart.view().signal('child_height')]",
    )) as number[];
    expect(panel).toBeGreaterThan(300);
    expect(canvas).toBeGreaterThan(panel * 2);
  });

  test('dragging zooms in and lets go of what was told, a double click goes back', async () => {
    await page.resize(900, 700);
    await open('line-smoothed');
    expect(await domain()).toEqual([0, 30]);
    await page.mouse('mouseMoved', await columnOf(10), 199);
    await page.mouse('mouseMoved', await columnOf(10), 200);
    expect(await tip()).not.toBe('');
    await drag(await columnOf(10), await columnOf(20), 200);
    expect(await page.evaluate('document.getElementById("tip").hidden')).toBe(true);
    const [low = 0, high = 0] = await domain();
    expect(low).toBeCloseTo(10, 0);
    expect(high).toBeCloseTo(20, 0);
    const middle = await columnOf(15);
    for (const clicks of [1, 2]) {
      await page.mouse('mousePressed', middle, 200, clicks);
      await page.mouse('mouseReleased', middle, 200, clicks);
    }
    await ready();
    expect(await domain()).toEqual([0, 30]);
  });

  test('the wheel scrolls the page, and with a key it zooms', async () => {
    await open('line-smoothed');
    await page.mouse('mouseMoved', await columnOf(15), 200);
    /** Turns the wheel over the chart; whether the page would still scroll. */
    const turned = async (key: string) => {
      const at = `clientX: ${await columnOf(15)}, clientY: 200, deltaY: -120, bubbles: true, cancelable: true`;
      const event = `new WheelEvent('wheel', { ${at}, ${key}: true })`;
      const scrolls = await page.evaluate(`document.querySelector('canvas').dispatchEvent(${event})`);
      await ready();
      return scrolls;
    };
    expect(await turned('altKey')).toBe(true);
    expect(await domain()).toEqual([0, 30]);
    for (const key of ['ctrlKey', 'metaKey', 'shiftKey']) {
      const [low = 0, high = 0] = await domain();
      expect(await turned(key)).toBe(false);
      const [nearer = 0, narrower = 0] = await domain();
      expect(nearer).toBeGreaterThan(low);
      expect(narrower).toBeLessThan(high);
    }
  });

  test('dragging along parallel axes picks lines, a double click all', async () => {
    await page.resize(900, 700);
    await open('parallel');
    const [left, top] = (await page.evaluate(`(${cornerOf})()`)) as [number, number];
    const height = (await page.evaluate('xtChart.view().signal("height")')) as number;
    const axis = (name: string) => page.evaluate(`xtChart.view().scale('x')('${name}')`) as Promise<number>;
    const brush = async (name: string, from: number, to: number) => {
      const x = left + (await axis(name));
      await page.mouse('mousePressed', x, top + height * (1 - from));
      await page.mouse('mouseMoved', x, top + height * (1 - to));
      await page.mouse('mouseReleased', x, top + height * (1 - to));
      await ready();
      return page.evaluate('xtChart.view().signal("picked")');
    };
    // Rows come by their colour, val/acc: 0.35, 0.71, 0.92, 0.95, 0.99.
    expect(await brush('val/acc', 1, 0.8)).toEqual([2, 3, 4]);
    expect(await brush('params.width', 0, 0.2)).toEqual([3]);
    expect(await page.evaluate('document.querySelectorAll(".brush").length')).toBe(2);
    const x = left + (await axis('params.opt')) + 60;
    for (const clicks of [1, 2]) {
      await page.mouse('mousePressed', x, top + 150, clicks);
      await page.mouse('mouseReleased', x, top + 150, clicks);
    }
    await ready();
    expect(await page.evaluate('xtChart.view().signal("picked")')).toBeNull();
    expect(page.complaints).toEqual([]);
  });

  /** Where a text of the chart stands in the window: some pixels into it. */
  const placeOfText = (role: string, start: string) =>
    page.evaluate(`(async () => {
      const view = xtChart.view();
      const find = (item) => item.mark?.role === '${role}' && String(item.text).startsWith('${start}') ? item
        : (item.items ?? []).map(find).find(Boolean);
      const label = find(view.scenegraph().root);
      let [x, y] = await (${cornerOf})();
      for (let each = label; each; each = each.mark?.group) { x += each.x ?? 0; y += each.y ?? 0; }
      return [x + (label.dx ?? 0) + 10, y];
    })()`) as Promise<[number, number]>;
  const click = async (x: number, y: number) => {
    await page.mouse('mouseMoved', x, y);
    await page.mouse('mousePressed', x, y);
    await page.mouse('mouseReleased', x, y);
    await ready();
  };

  test('a click on a name in the legend hides the others', async () => {
    await page.resize(900, 700);
    await open('line-smoothed');
    const green = await pixelsOf([0, 158, 115]);
    await click(...(await placeOfText('legend-label', 'broken')));
    // Of another curve the colour of the legend's sign is left.
    expect(await pixelsOf([0, 158, 115])).toBeLessThan(green / 2);
  });

  test('a click on the name at the end of a curve hides the others, a click on another adds it', async () => {
    await page.resize(900, 700);
    await open('line-many');
    const shown = () =>
      page.evaluate('xtChart.view().data("shown_store").flatMap(({ values }) => values)') as Promise<string[]>;
    const orange = [213, 94, 0];
    const before = await pixelsOf(orange);
    await click(...(await placeOfText('mark', 'trial-7')));
    expect(await shown()).toEqual(['trial-7']);
    expect(await pixelsOf(orange)).toBeLessThan(before / 2);
    await click(...(await placeOfText('mark', 'trial-1')));
    expect(await shown()).toEqual(['trial-7', 'trial-1']);
    expect(page.complaints).toEqual([]);
  });

  test('names that are cut are told in full', async () => {
    await page.resize(900, 700);
    await open('long');
    const name = (start: string) => `${start}-${'which/goes_on.and='.repeat(20)}`;
    for (const [role, start, told] of [
      ['legend-label', 'a…', name('a')],
      ['axis-title', 'loss', name('loss')],
    ] as const) {
      const [x, y] = await placeOfText(role, start);
      await page.mouse('mouseMoved', 450, 600);
      await page.mouse('mouseMoved', role === 'axis-title' ? x - 10 : x, y);
      expect((await tip()).trim()).toBe(told);
    }
  });
});

// Run in the page.
/** Where the chart's own coordinates begin in the window, as its SVG says. */
const cornerOf = `async () => {
  const { left, top } = document.querySelector('canvas').getBoundingClientRect();
  const [, x, y] = /<g[^>]* transform="translate\\((-?[\\d.]+),(-?[\\d.]+)\\)/.exec(await xtChart.view().toSVG());
  return [left + Number(x), top + Number(y)];
}`;

/** What is wider than its place. */
const overflow = `() => [document.documentElement, document.getElementById('chart')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ nodeName }) => nodeName)`;

const keepPixels = `() => {
  const canvas = document.querySelector('canvas');
  window.kept = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
}`;

const changedOnTheRight = `() => {
  const { width, height } = document.querySelector('canvas');
  const { data } = document.querySelector('canvas').getContext('2d').getImageData(0, 0, width, height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((at / 4) % width > width * 0.45 && data[at] !== window.kept[at]) count++;
  }
  return count;
}`;
