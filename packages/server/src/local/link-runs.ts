import { isDescendant, isParent } from '@xt/engine/stores';
import type { Diagnostic } from '@xt/grammar';
import type { Change } from '../change.ts';
import type { Planned } from './change.ts';
import { changeProblem } from './change-diagnostics.ts';
import { type Choosing, chooseRuns, nameRuns } from './choose-runs.ts';

type Link = Extract<Change, { readonly kind: 'link' }>;
type Unlink = Extract<Change, { readonly kind: 'unlink' }>;

/** The edit that makes one run the parent of another. */
export async function linkEdit(choosing: Choosing, asked: Link): Promise<Planned> {
  const ends = await endsOf(choosing, asked);
  if ('errors' in ends) return ends;
  const { parent, child, examples } = ends;
  if (parent === child) return { errors: [changeProblem('self-edge', undefined, { name: asked.parent })] };
  const isCycle = await isDescendant(choosing.stores.relational, parent, child);
  const names = { parent: asked.parent, child: asked.child };
  const { edge, step } = asked;
  return {
    edit: { kind: 'link', parent, child, edge, ...(step === undefined ? {} : { step }) },
    report: { found: 1, examples },
    notes: isCycle ? [changeProblem('closes-cycle', undefined, names)] : [],
  };
}

/** The edit that cuts edges between two runs. */
export async function unlinkEdit(choosing: Choosing, asked: Unlink): Promise<Planned> {
  const ends = await endsOf(choosing, asked);
  if ('errors' in ends) return ends;
  const { parent, child, examples } = ends;
  const { relational } = choosing.stores;
  const isOtherWay = !(await isParent(relational, parent, child)) && (await isParent(relational, child, parent));
  const names = { parent: asked.parent, child: asked.child };
  return {
    edit: { kind: 'unlink', parent, child, ...(asked.edge === undefined ? {} : { edge: asked.edge }) },
    report: { found: 1, examples },
    notes: isOtherWay ? [changeProblem('other-way', undefined, names)] : [],
  };
}

interface Ends {
  readonly parent: number;
  readonly child: number;
  readonly examples: readonly string[];
}

async function endsOf(
  choosing: Choosing,
  asked: Pick<Link, 'parent' | 'child'>,
): Promise<Ends | { readonly errors: readonly Diagnostic[] }> {
  const texts = [asked.parent, asked.child];
  const chosen = await Promise.all(texts.map((text) => chooseRuns(choosing, { kind: 'texts', texts: [text] })));
  const [parent, child] = chosen.map(({ runs }) => runs?.[0]);
  if (parent === undefined || child === undefined) return { errors: chosen.flatMap(({ diagnostics }) => diagnostics) };
  return { parent, child, examples: await nameRuns(choosing, [parent, child]) };
}
