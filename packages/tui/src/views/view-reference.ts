/** A text that stands for a saved view: `@name`, and what may follow it. */
export interface ViewReference {
  readonly name: string;
  readonly rest: string;
}

/** The view that a text begins with; undefined where it is a query of its own. */
export function viewReference(text: string): ViewReference | undefined {
  const [, name, rest = ''] = /^\s*@([\p{L}\p{N}_.-]*)(.*)$/su.exec(text) ?? [];
  return name === undefined ? undefined : { name, rest };
}

/** Why a text is no name of a view; nothing where it is one. */
export function viewNameProblem(text: string): string | undefined {
  const isName = /^[\p{L}\p{N}_.-]+$/u.test(text.trim());
  return isName ? undefined : 'letters, digits, `_`, `-` and `.` make the name of a view';
}
