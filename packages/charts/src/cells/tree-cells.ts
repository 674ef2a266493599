import { safeText } from '@xt/engine/show';
import { cutText } from '@xt/engine/text-width';
import type { PlotLine } from '../braille/plot-types.ts';
import { plainSpan } from '../braille/spans.ts';
import type { TreeChart } from '../model/chart.ts';
import { shortNames } from '../short-names.ts';
import { numberText } from './bar-cells.ts';
import type { CellRoom } from './to-cells.ts';

/** The tree as indented lines, each run with its value. */
export function treeCells({ nodes, color }: TreeChart, { width }: CellRoom): readonly PlotLine[] {
  const children = new Map<number | undefined, number[]>();
  for (const [index, { parent }] of nodes.entries()) children.set(parent, [...(children.get(parent) ?? []), index]);
  const line = (index: number, before: string, sign: string): PlotLine => {
    const node = nodes[index];
    const value = node?.value === undefined || color === undefined ? '' : `  ${numberText(color, node.value)}`;
    const edge = cutIndent(before + sign, Math.floor(width / 2));
    const room = Math.max(width - edge.length - value.length, 4);
    const [name = ''] = shortNames([safeText(node?.label ?? '')], room);
    return [plainSpan(edge, 'axis'), { text: name, color: 0, tone: 'label' }, plainSpan(value, 'axis')];
  };
  const below = (index: number, before: string): readonly PlotLine[] => {
    const own = children.get(index) ?? [];
    return own.flatMap((child, at) => {
      const isLast = at === own.length - 1;
      return [line(child, before, isLast ? '└─ ' : '├─ '), ...below(child, before + (isLast ? '   ' : '│  '))];
    });
  };
  const head = color === undefined ? [] : [[plainSpan(cutText(safeText(color.title), width), 'title')]];
  return [...head, ...(children.get(undefined) ?? []).flatMap((root) => [line(root, '', ''), ...below(root, '')])];
}

/** The edges nearest to a run: those of a deep one have no room. */
function cutIndent(edges: string, most: number): string {
  return edges.length <= most ? edges : `…${edges.slice(1 - most)}`;
}
