import { Refused, type Scene } from '../world.ts';

const words = {
  max: 'acc accuracy auc auroc ap map f1 precision recall iou dice bleu rouge r2 reward return score psnr ssim',
  min: 'loss error err mse rmse mae mape nll ppl perplexity fid wer cer',
};

/** Whether more or less of a metric is better: set for the project, else told by its name; refused where projects differ. */
export function goalOf(metric: string, scene: Scene): 'max' | 'min' {
  const projects = new Set(scene.runs.filter((run) => Object.hasOwn(run.series, metric)).map((run) => run.project));
  const goals = new Set([...projects].map((project) => projectGoal(metric, project, scene)));
  const [goal] = goals;
  if (goals.size !== 1 || goal === undefined) throw new Refused('unknown-goal', metric);
  return goal;
}

/** Whether a goal came from a metric's name in some project. */
export function isGoalFromName(metric: string, scene: Scene): boolean {
  const projects = new Set(scene.runs.filter((run) => Object.hasOwn(run.series, metric)).map((run) => run.project));
  return [...projects].some((project) => setGoal(metric, project, scene) === undefined);
}

export function projectGoal(metric: string, project: string, scene: Scene): 'max' | 'min' | undefined {
  return setGoal(metric, project, scene) ?? goalOfName(metric);
}

function setGoal(metric: string, project: string, scene: Scene): 'max' | 'min' | undefined {
  return scene.world.goals.find((goal) => goal.project === project && goal.metric === metric)?.goal;
}

function goalOfName(metric: string): 'max' | 'min' | undefined {
  const parts = metric.toLowerCase().split(/[^a-z0-9]+/);
  const told = (['max', 'min'] as const).filter((goal) => parts.some((part) => words[goal].split(' ').includes(part)));
  return told.length === 1 ? told[0] : undefined;
}
