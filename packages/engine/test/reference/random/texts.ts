import fc from 'fast-check';

/** Text of the language, generated. */
export type Texts = fc.Arbitrary<string>;

/** A template of texts: the parts are generated and joined. */
export function t(fixed: TemplateStringsArray, ...parts: readonly (Texts | string)[]): Texts {
  const given = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part));
  return fc.tuple(...given).map((texts) => fixed.map((piece, at) => piece + (texts[at] ?? '')).join(''));
}

/** One of these texts. */
export function word(...words: readonly string[]): Texts {
  return fc.constantFrom(...words);
}

/** One of these, each as often as its weight says; a weight of 0 never. */
export function oneOf(...choices: readonly (readonly [number, Texts])[]): Texts {
  const possible = choices.filter(([weight]) => weight > 0);
  return fc.oneof(...possible.map(([weight, arbitrary]) => ({ weight: Math.ceil(weight * 100), arbitrary })));
}

/** Several of one kind, with a separator. */
export function several(of: Texts, separator: string, minLength: number, maxLength: number): Texts {
  return fc.array(of, { minLength, maxLength }).map((texts) => texts.join(separator));
}

/** This text, or none. */
export function maybe(of: Texts): Texts {
  return fc.oneof(fc.constant(''), of);
}
