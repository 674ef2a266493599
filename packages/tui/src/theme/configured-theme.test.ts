import { describe, expect, test } from 'vitest';
import type { Tone } from '../frame/line.ts';
import { lookCodes } from './color.ts';
import { configuredTheme } from './configured-theme.ts';
import { paint } from './theme.ts';
import { darkTheme, lightTheme, plainTheme, themes } from './themes.ts';

test.each([
  ['red', ['31', '31']],
  ['bright-cyan', ['96', '96']],
  ['gray', ['90', '90']],
  ['75', ['38;5;75', '94']],
  ['#ff0000', ['38;5;196', '91']],
  ['bold underline #56b4e9', ['1;4;38;5;74', '1;4;90']],
  ['black on 220', ['30;48;5;220', '30;103']],
  ['none', ['', '']],
])('%s', (look, [wide]) => {
  expect(lookCodes(look)?.[0]).toBe(wide);
});

test.each(['shiny', '256', '#12', 'on on red'])('%s is no look', (look) => {
  expect(lookCodes(look)).toBeUndefined();
});

describe('a theme', () => {
  test('is dark where nothing is said, and takes other looks for some tones', () => {
    expect(configuredTheme({})).toEqual({ theme: darkTheme });
    const found = configuredTheme({ theme: 'light', error: 'bold red', selected: 'on 254' });
    if ('problem' in found) throw new Error(found.problem.message);
    expect(found.theme.tones.error).toEqual(['1;31', '1;31']);
    expect(found.theme.tones.muted).toEqual(lightTheme.tones.muted);
    expect(found.theme.selected[0]).toBe('48;5;254');
  });

  test.each([
    [{ theme: 'solarized' }, 'theme', 'no theme `solarized`'],
    [{ errors: 'red' }, 'errors', 'no tone `errors`'],
    [{ error: 'reddish' }, 'error', '`reddish` is no look'],
  ])('%j is refused', (settings, name, message) => {
    const found = configuredTheme(settings);
    if (!('problem' in found)) throw new Error('it was taken');
    expect(found.problem).toMatchObject({ name });
    expect(found.problem.message).toContain(message);
  });

  test('has a look for every tone', () => {
    const tones = Object.keys(darkTheme.tones) as readonly Tone[];
    for (const theme of Object.values(themes)) for (const tone of tones) expect(theme.tones[tone]).toHaveLength(2);
  });

  test('is painted in as many colours as there are; the plain one in none', () => {
    const line = [{ text: 'x', style: { tone: 'error', selected: true } }] as const;
    expect(paint(line, '256', lightTheme)).toBe('\u001b[38;5;160;48;5;254mx\u001b[0m');
    expect(paint(line, '16', lightTheme)).toBe('\u001b[31;1mx\u001b[0m');
    expect(paint(line, 'none', lightTheme)).toBe('\u001b[4mx\u001b[0m');
    expect(paint(line, '256', plainTheme)).toBe('\u001b[4mx\u001b[0m');
  });
});
