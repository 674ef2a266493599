/** A label and the row where it should stand. */
export interface WantedLabel {
  readonly row: number;
  readonly text: string;
  readonly color: number;
}

/** Labels by row, moved apart as little as it takes; those of the end of the list are left out where there are more than rows. */
export function placeLabels(wanted: readonly WantedLabel[], rows: number): ReadonlyMap<number, WantedLabel> {
  const kept = wanted.slice(0, rows).toSorted((a, b) => a.row - b.row);
  const blocks: { readonly labels: readonly WantedLabel[]; readonly top: number }[] = [];
  for (const label of kept) {
    let block = { labels: [label], top: clamp(Math.round(label.row), 0, rows - 1) };
    for (let above = blocks.at(-1); above !== undefined; above = blocks.at(-1)) {
      if (above.top + above.labels.length <= block.top) break;
      blocks.pop();
      const labels: WantedLabel[] = [...above.labels, ...block.labels];
      block = { labels, top: clamp(centred(labels), 0, rows - labels.length) };
    }
    blocks.push(block);
  }
  return new Map(blocks.flatMap(({ labels, top }) => labels.map((label, at) => [top + at, label] as const)));
}

/** The top at which labels one below the other are nearest to where they should stand. */
function centred(labels: readonly WantedLabel[]): number {
  const sum = labels.reduce((total, { row }, at) => total + row - at, 0);
  return Math.round(sum / labels.length);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
