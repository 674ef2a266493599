/** Field words of other tools, whose they are, and xt's own word. */
export const peersFields: ReadonlyMap<string, { readonly of: string; readonly own: string }> = new Map([
  ['status', { of: 'MLflow', own: 'state' }],
  ['run_id', { of: 'MLflow', own: 'id' }],
  ['run_name', { of: 'MLflow', own: 'name' }],
  ['start_time', { of: 'MLflow', own: 'started' }],
  ['end_time', { of: 'MLflow', own: 'ended' }],
  ['created_at', { of: 'W&B', own: 'created' }],
  ['display_name', { of: 'W&B', own: 'name' }],
  ['owner', { of: 'Polyaxon', own: 'user' }],
  ['user_id', { of: 'MLflow', own: 'user' }],
  ['experiment', { of: 'MLflow', own: 'project' }],
]);

/** First words of other tools' paths, whose they are, and xt's own; an empty one falls away. */
export const peersPrefixes: ReadonlyMap<string, { readonly of: string; readonly own: string }> = new Map([
  ['summary_metrics', { of: 'W&B', own: 'metrics.' }],
  ['summary', { of: 'W&B', own: 'metrics.' }],
  ['hparams', { of: 'TensorBoard', own: 'params.' }],
  ['inputs', { of: 'Polyaxon', own: 'params.' }],
  ['attributes', { of: 'MLflow', own: '' }],
  ['attribute', { of: 'MLflow', own: '' }],
]);
