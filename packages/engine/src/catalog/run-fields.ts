import type { ValueType } from './value-types.ts';

/** One field of a run as the language knows it; where it is stored is not said here. */
export interface RunField {
  readonly name: string;
  readonly type: ValueType;
  /** Whole numbers only (children, depth). */
  readonly whole?: true;
  readonly values?: readonly string[];
  readonly doc: string;
}

export const runStates = ['queued', 'running', 'finished', 'failed', 'killed', 'crashed'] as const;
export type RunState = (typeof runStates)[number];

/** Every field of a run, in the order in which `*` shows them. */
export const runFields = [
  { name: 'id', type: 'text', doc: "The source's own id where it has one, unique within the project." },
  { name: 'name', type: 'text', doc: 'The name a person reads.' },
  { name: 'project', type: 'text', doc: 'The project that the run belongs to.' },
  { name: 'user', type: 'text', doc: 'Who started it.' },
  { name: 'state', type: 'text', values: runStates, doc: 'queued, running, finished, failed, killed or crashed.' },
  { name: 'created', type: 'time', doc: "The source's creation time, else the start." },
  { name: 'started', type: 'time', doc: 'When it began.' },
  { name: 'ended', type: 'time', doc: 'When it ended; missing while it runs.' },
  { name: 'duration', type: 'duration', doc: 'From start to end, or so far.' },
  { name: 'step', type: 'number', doc: 'The last step of any metric.' },
  { name: 'tags', type: 'list', doc: 'Labels and tag keys.' },
  { name: 'group', type: 'text', doc: 'The group that the source put it in.' },
  { name: 'kind', type: 'text', doc: "The source's kind of run or job." },
  { name: 'host', type: 'text', doc: 'The machine it ran on.' },
  { name: 'notes', type: 'text', doc: 'What a person wrote about it.' },
  { name: 'git.commit', type: 'text', doc: 'The commit of its code.' },
  { name: 'git.branch', type: 'text', doc: 'The branch of its code.' },
  { name: 'git.dirty', type: 'bool', doc: 'Whether its code had uncommitted changes.' },
  { name: 'parent', type: 'text', doc: 'The id of its parent, the first logged where there are several.' },
  { name: 'children', type: 'number', whole: true, doc: 'How many runs have it as a parent.' },
  { name: 'depth', type: 'number', whole: true, doc: 'Edges to the nearest root.' },
] as const satisfies readonly RunField[];

export type RunFieldName = (typeof runFields)[number]['name'];
