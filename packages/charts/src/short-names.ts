import { textWidth } from '@xt/engine/text-width';

/**
 * Names as wide as there is room for, in cells. Where they have to be shortened it is by as few as will do of the parts that all
 * have in the same place, from the start on, then in their middle; `…` stands for what is left out.
 */
export function shortNames(names: readonly string[], width: number): readonly string[] {
  const fit = (all: readonly string[]) => all.every((name) => textWidth(name) <= width);
  if (fit(names)) return names;
  const shorter = withoutSame(names);
  return (shorter.find(fit) ?? shorter.at(-1) ?? names).map((name) => cutMiddle(name, width));
}

/** The names without all parts that all have in the same place, as short as they can be told apart. */
export function differingNames(names: readonly string[]): readonly string[] {
  return withoutSame(names).at(-1) ?? names;
}

/** Where a part begins: signs that join names, but not within a number such as `0.1` or `1e-5`. */
const partStart = /(?=[/_ ]|(?<!\de)-|\.(?!\d))/;

/** The names without ever more of the parts that are the same at their start, then those at both ends, then all. */
function withoutSame(names: readonly string[]): readonly (readonly string[])[] {
  const split = names.map((name) => name.split(partStart));
  const [first = [], ...others] = split;
  if (others.length === 0) return [];
  if (others.some((parts) => parts.length !== first.length)) return withoutStart(split);
  const isSame = first.map((part, at) => others.every((parts) => parts[at] === part));
  const [start, end] = [isSame.indexOf(false), isSame.lastIndexOf(false)];
  if (start < 0) return [];
  const without = (isLeftOut: (at: number) => boolean) =>
    split.map((parts) =>
      parts
        .map((part, at) => (isLeftOut(at) ? '\0' : part))
        .join('')
        .replace(/\0+[/_ -]?/g, '…'),
    );
  return [
    ...Array.from({ length: start }, (_, count) => without((at) => at <= count)),
    without((at) => at < start || at > end),
    without((at) => isSame[at] === true),
  ];
}

/** The names without the parts that all begin with, of names that have not as many parts. */
function withoutStart(split: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [first = []] = split;
  const most = Math.min(...split.map((parts) => parts.length)) - 1;
  const differs = first.findIndex((part, at) => at >= most || split.some((parts) => parts[at] !== part));
  return Array.from({ length: Math.max(differs, 0) }, (_, count) =>
    split.map(
      (parts) =>
        `…${parts
          .slice(count + 1)
          .join('')
          .replace(/^[/_ -]/, '')}`,
    ),
  );
}

/** The end of a name tells more than its beginning: two thirds of the room are the end's. */
function cutMiddle(name: string, width: number): string {
  if (textWidth(name) <= width) return name;
  const letters = [...name];
  const head = take(letters, Math.floor((width - 1) / 3));
  const tail = take(letters.toReversed(), width - 1 - textWidth(head.join('')));
  return `${head.join('')}…${tail.toReversed().join('')}`;
}

function take(letters: readonly string[], width: number): readonly string[] {
  let count = 0;
  while (count < letters.length && textWidth(letters.slice(0, count + 1).join('')) <= width) count++;
  return letters.slice(0, count);
}
