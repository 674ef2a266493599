import type { Json, Spec } from '../spec/spec.ts';

/** Specifications that have the same rows in common, and these rows once, by names. */
export interface Hoisted {
  readonly specs: readonly Spec[];
  readonly datasets: Readonly<Record<string, Json>>;
}

/** Takes the inline rows out of specifications; equal ones are kept once. */
export function hoistData(specs: readonly Spec[]): Hoisted {
  const names = new Map<string, string>();
  const datasets: Record<string, Json> = {};
  const nameOf = (values: Json) => {
    const text = JSON.stringify(values);
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `rows${names.size + 1}`;
    names.set(text, name);
    datasets[name] = values;
    return name;
  };
  const walk = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(walk);
    if (json === null || typeof json !== 'object') return json;
    return Object.fromEntries(
      Object.entries(json).map(([key, value]) =>
        key === 'data' && hasValues(value) ? [key, { name: nameOf(value['values'] ?? []) }] : [key, walk(value)],
      ),
    );
  };
  return { specs: specs.map((spec) => walk(spec) as Spec), datasets };
}

function hasValues(json: Json): json is Spec {
  return json !== null && typeof json === 'object' && !Array.isArray(json) && 'values' in json;
}
