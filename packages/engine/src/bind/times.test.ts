import { describe, expect, it } from 'vitest';
import { condition, said } from './testing/bind-text.ts';
import { ann, worldCatalog } from './testing/catalog.ts';

const inZone = (zone: string) => (text: string) => condition(text, worldCatalog(), { ...ann, zone });

/** Operators and instants of a condition. */
function instants(printed: string): readonly string[] {
  return [...printed.matchAll(/compare (\S+):|constant (\S+): time/g)].map((match) => match[1] ?? match[2] ?? '');
}

describe('a day is whole', () => {
  const day = '2026-11-01T00:00:00.000Z';
  const next = '2026-11-02T00:00:00.000Z';
  it.each([
    ['created = 2026-11-01', ['>=', day, '<', next]],
    ['created != 2026-11-01', ['<', day, '>=', next]],
    ['created > 2026-11-01', ['>=', next]],
    ['created >= 2026-11-01', ['>=', day]],
    ['created < 2026-11-01', ['<', day]],
    ['created <= 2026-11-01', ['<', next]],
    ['2026-11-01 >= created', ['<', next]],
    ['created between 2026-10-31 and 2026-11-01', ['>=', '2026-10-31T00:00:00.000Z', '<', next]],
    ['created in (2026-11-01)', ['>=', day, '<', next]],
    ['created = today', ['>=', '2026-11-21T00:00:00.000Z', '<', '2026-11-22T00:00:00.000Z']],
    ['created > yesterday', ['>=', '2026-11-21T00:00:00.000Z']],
  ])('%s', (text, expected) => {
    expect(instants(condition(text))).toEqual(expected);
  });

  it('in the zone of who asks, however long', () => {
    const berlin = inZone('Europe/Berlin');
    expect(instants(berlin('created = 2026-03-29'))).toEqual([
      '>=',
      '2026-03-28T23:00:00.000Z',
      '<',
      '2026-03-29T22:00:00.000Z',
    ]);
    const auckland = inZone('Pacific/Auckland');
    expect(instants(auckland('created = today'))).toEqual([
      '>=',
      '2026-11-21T11:00:00.000Z',
      '<',
      '2026-11-22T11:00:00.000Z',
    ]);
  });

  it('with a note where after it starts the day after', () => {
    expect(said('runs where created > «2026-11-01»').map(({ code }) => code)).toEqual(['after-the-day']);
  });
});

describe('instants', () => {
  it.each([
    ['created > 2026-11-01T14:30', '2026-11-01T13:30:00.000Z'],
    ['created > 2026-11-01T14:30Z', '2026-11-01T14:30:00.000Z'],
    ['created > 2026-11-01T14:30:05.25+02:00', '2026-11-01T12:30:05.250Z'],
    ['created > 2026-11-01T14:30+05:30', '2026-11-01T09:00:00.000Z'],
    ['created > 2026-11-01T14:30-03:45', '2026-11-01T18:15:00.000Z'],
    ['created > 7d ago', '2026-11-14T12:00:00.000Z'],
    ['created > now - 1d12h', '2026-11-20T00:00:00.000Z'],
    ['created > now', '2026-11-21T12:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(instants(inZone('Europe/Berlin')(text))).toEqual(['>', expected]);
  });
});

describe('durations', () => {
  it.each([
    ['now - started > 2d', 'arithmetic -: duration'],
    ['duration / step > 2s', 'arithmetic /: duration'],
    ['duration / 1h > 2', 'arithmetic /: number'],
    ['duration * 2 > 1h', 'arithmetic *: duration'],
    ['params.steps * duration > 1h', 'as number'],
    ['started + duration < now', 'arithmetic +: time'],
    ['2026-11-02 - 2026-11-01 < duration', 'constant 86400s: duration'],
    ['duration > 1h + 30m', 'constant 5400s: duration'],
    ['duration > -5m', 'constant -300s: duration'],
  ])('%s', (text, expected) => {
    expect(condition(text)).toContain(expected);
  });
});
