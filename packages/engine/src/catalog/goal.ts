import type { Catalog, Goal } from './catalog.ts';

const highWords: ReadonlySet<string> = new Set(
  'acc accuracy auc auroc ap map f1 precision recall iou dice bleu rouge r2 reward return score psnr ssim'.split(' '),
);
const lowWords: ReadonlySet<string> = new Set(
  'loss error err mse rmse mae mape nll ppl perplexity fid wer cer'.split(' '),
);

/** A metric's goal and where it comes from: set for the project, or a well-known word of its name. */
export interface KnownGoal {
  readonly goal: Goal;
  readonly from: 'project' | 'name';
}

/** The goal of a metric by the id of its name: what is set, else what the name tells, else undefined. */
export function goalOf(catalog: Catalog, nameId: number, name: string): KnownGoal | undefined {
  const set = catalog.goal(nameId);
  if (set !== undefined) return { goal: set, from: 'project' };
  const goal = knownGoal(name);
  return goal === undefined ? undefined : { goal, from: 'name' };
}

/** The goal that a well-known word in a metric's name tells; undefined if there is none or the words disagree. */
export function knownGoal(name: string): Goal | undefined {
  const words = wordsOf(name);
  const high = words.some((word) => highWords.has(word));
  const low = words.some((word) => lowWords.has(word));
  if (high === low) return undefined;
  return high ? 'max' : 'min';
}

/** Lower-case words between separators, cut at changes of case too, and each without the digits at its end. */
function wordsOf(name: string): readonly string[] {
  const whole = name.split(/[^\p{L}\p{N}]+/u);
  const cut = whole.flatMap((word) => word.split(/(?<=\p{Ll})(?=\p{Lu})/u));
  return [...whole, ...cut].flatMap((word) => {
    const lower = word.toLowerCase();
    return [lower, lower.replace(/\d+$/, '')];
  });
}
