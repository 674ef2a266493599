import type { TextNode } from '@xt/grammar';
import { Refused, type Run, type Scene } from '../world.ts';

/** The run that a text names among all that may be read: by id, else by name, else by the start (6 or more characters) of one id. */
export function runNamed({ value }: TextNode, { world }: Scene): Run {
  const ways = [
    world.runs.filter((run) => run.id === value),
    world.runs.filter((run) => run.name === value),
    value.length < 6 ? [] : world.runs.filter((run) => run.id.startsWith(value)),
  ];
  const found = ways.find((runs) => runs.length > 0);
  const [run] = found ?? [];
  if (run === undefined) throw new Refused('unknown-run', value);
  if (found !== undefined && found.length > 1) throw new Refused('ambiguous-run', value);
  return run;
}
