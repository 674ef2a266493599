/** Makes a value when it is first asked for: building lexer and parser costs more than most commands. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
