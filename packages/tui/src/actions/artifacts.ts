import { artifactAt } from '../panes/artifacts.ts';
import { chosenIds } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { moveList } from './move.ts';
import { effect, say } from './query.ts';

/** The artifact under the cursor opened: its text, or its picture where the terminal draws some. */
export function openArtifact(state: State): State {
  const of = artifactAt(state);
  if (state.preview !== undefined) return state;
  if (of === undefined) return say(state, 'there is no artifact under the cursor');
  const opened = { ...state, preview: { of, content: { kind: 'asked' as const } } };
  return effect(moveList(opened, 'artifacts', 0), { kind: 'read-artifact', of });
}

/** The text artifact under the cursor of the two chosen runs line by line. */
export function diffArtifact(state: State): State {
  const artifact = artifactAt(state);
  if (artifact === undefined) return say(state, 'there is no artifact under the cursor');
  if (chosenIds(state).length !== 2) {
    return say(state, 'a text is compared between two runs: mark two, or one and take another as the baseline');
  }
  const layout = { ...state.layout, side: 'compare' as const, focus: 'compare' as const };
  return { ...state, layout, compared: { ...state.compared, text: artifact.name } };
}

/** Differences of a text below each other, or side by side. */
export function turnDiff(state: State): State {
  if (state.compared.text === undefined) return say(state, 'd on a text of the artifacts shows its differences');
  return { ...state, compared: { ...state.compared, sideBySide: !state.compared.sideBySide } };
}
