import * as vega from 'vega';
import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { makeChart, plainLook, toVegaLite } from '../src/index.ts';
import { samples } from './samples.ts';

// What a notebook's console shows of a chart before anybody points at it.
test.each(samples.map((sample) => [sample.name, sample] as const))(
  '%s waits for a pointer without a warning',
  async (_, { table, description }) => {
    const said: string[] = [];
    const logger = {
      level: () => logger,
      error: (...words: readonly unknown[]) => say(words),
      warn: (...words: readonly unknown[]) => say(words),
      info: () => logger,
      debug: () => logger,
    } as never;
    const say = (words: readonly unknown[]) => {
      said.push(words.join(' '));
      return logger;
    };
    const { spec } = compile(toVegaLite(makeChart(table, description), plainLook) as never, { logger });
    const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
    await view.runAsync();
    view.finalize();
    // There is no window here.
    expect(said.filter((text) => !text.endsWith('event source: window'))).toEqual([]);
  },
);
