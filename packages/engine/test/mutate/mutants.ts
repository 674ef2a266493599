import { type Node, parse } from 'acorn';

/** One fault: what is put in place of a part of a program, and the expression that is evaluated where it matters. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The expression's place in `sites`. */
  readonly site: number;
  /** The function or constant that it stands in. */
  readonly within: string;
  readonly what: string;
}

export interface Site {
  readonly start: number;
  readonly end: number;
}

/** Every fault that is made in a program, one at a time, where `isMeant` says so of a position. */
export function mutantsOf(
  code: string,
  isMeant: (position: number) => boolean,
): { readonly mutants: readonly Mutant[]; readonly sites: readonly Site[] } {
  const mutants: Mutant[] = [];
  const sites: Site[] = [];
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), [], (node, parents) => {
    if (!isMeant(node.start) || parents.some(isUnasked)) return;
    for (const fault of faultsAt(node, parents, code)) {
      const { site, text } = fault;
      const [start, end] = [fault.start ?? node.start, fault.end ?? node.end];
      let place = sites.findIndex((each) => each.start === site.start && each.end === site.end);
      if (place < 0) place = sites.push({ start: site.start, end: site.end }) - 1;
      const what = `${short(code.slice(start, end))} -> ${short(text)}`;
      mutants.push({ start, end, text, site: place, within: nameOf(parents), what });
    }
  });
  return { mutants, sites };
}

/** The program with a fault in it. */
export function withMutant(code: string, { start, end, text }: Mutant): string {
  return code.slice(0, start) + text + code.slice(end);
}

/** The program that calls `hit` with the number of each site that it evaluates, numbered from `first`. */
export function withHits(code: string, sites: readonly Site[], hit: string, first = 0): string {
  const opening = sites.map(({ start, end }, at) => ({ at: start, order: -end, text: `(${hit}(${first + at}), ` }));
  const closing = sites.map(({ start, end }) => ({ at: end, order: -start - code.length, text: ')' }));
  const parts: string[] = [];
  let from = 0;
  // What ends at a place ends before another begins, the inner before the outer; of what begins there, the outer comes first.
  for (const { at, text } of [...closing, ...opening].toSorted((a, b) => a.at - b.at || a.order - b.order)) {
    parts.push(code.slice(from, at), text);
    from = at;
  }
  return parts.join('') + code.slice(from);
}

/** A node as acorn makes them, whatever its type. */
type Any = Node & Readonly<Record<string, unknown>>;

/** In place of a node, or of a part of it. */
interface Fault {
  readonly start?: number;
  readonly end?: number;
  readonly text: string;
  readonly site: Site;
}

function visit(node: Node, parents: readonly Any[], each: (node: Any, parents: readonly Any[]) => void): void {
  const any = node as Any;
  each(any, parents);
  const inside = [...parents, any];
  for (const value of Object.values(any)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, inside, each);
  }
}

function isNode(value: unknown): value is Any {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The outermost function or constant around. */
function nameOf(parents: readonly Any[]): string {
  const named = parents.find(({ type }) => type === 'FunctionDeclaration' || type === 'VariableDeclarator');
  return String((named?.['id'] as Any | undefined)?.['name'] ?? '');
}

/** What is said of our own bugs is asked of no query. */
function isUnasked({ type }: Any): boolean {
  return type === 'ThrowStatement';
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
};

const words = new Map(
  Object.entries({
    asc: 'desc',
    desc: 'asc',
    min: 'max',
    max: 'min',
    first: 'last',
    last: 'first',
    and: 'or',
    or: 'and',
    any: 'all',
    all: 'any',
    up: 'down',
    down: 'up',
    from: 'to',
    to: 'from',
    '<': '<=',
    '<=': '<',
    '>': '>=',
    '>=': '>',
    '=': '!=',
    '!=': '=',
  }),
);

/** Properties without which a node is nothing that any stage knows, or which only messages hold. */
const untold = new Set(['kind', 'as', 'name', 'span', 'message', 'hint']);

/** Within text that is more than one word, in SQL most of all. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bAND\b/, 'OR'],
  [/\bOR\b/, 'AND'],
  [/\bNOT /, ''],
  [/\bDISTINCT /, ''],
  [/\bnulls last\b/i, 'nulls first'],
  [/\basc\b/i, 'desc'],
  [/\bdesc\b/i, 'asc'],
  [/\bmin\b/i, 'max'],
  [/\bmax\b/i, 'min'],
  [/argMin/, 'argMax'],
  [/argMax/, 'argMin'],
  [/ < /, ' <= '],
  [/ <= /, ' < '],
  [/ > /, ' >= '],
  [/ >= /, ' > '],
  [/ = /, ' != '],
  [/ \+ /, ' - '],
  [/ - /, ' + '],
  [/\b0\b/, '1'],
  [/\b1\b/, '2'],
  [/\bNULL\b/, '0'],
];

function faultsAt(node: Any, parents: readonly Any[], code: string): readonly Fault[] {
  const source = ({ start, end }: Node) => code.slice(start, end);
  const parent = parents.at(-1);
  const instead = (text: string): Fault => ({ text, site: node });
  const field = (name: string): Any => node[name] as Any;
  switch (node.type) {
    case 'BinaryExpression': {
      const [left, right] = [field('left'), field('right')];
      return (operators[String(node['operator'])] ?? []).map((other) => {
        return instead(`(${source(left)} ${other} ${source(right)})`);
      });
    }
    case 'LogicalExpression': {
      const [left, right] = [source(field('left')), source(field('right'))];
      if (node['operator'] === '??') return [instead(`(${left})`)];
      return [instead(`((${left}) ${node['operator'] === '&&' ? '||' : '&&'} (${right}))`), instead(`(${right})`)];
    }
    case 'UnaryExpression':
      return node['operator'] === '!' ? [instead(`(${source(field('argument'))})`)] : [];
    case 'ConditionalExpression': {
      const test = field('test');
      return isTurned(test) ? [] : [{ start: test.start, end: test.end, text: `!(${source(test)})`, site: node }];
    }
    case 'IfStatement': {
      const test = field('test');
      const at = { start: test.start, end: test.end, site: test };
      const never = { ...at, text: `(${source(test)}, false)` };
      return isTurned(test) ? [never] : [{ ...at, text: `!(${source(test)})` }, never];
    }
    case 'CallExpression':
      return parents.some(({ type }) => type === 'ChainExpression') ? [] : callFaults(node, code);
    case 'ArrayExpression':
      return (node['elements'] as readonly (Any | null)[]).flatMap((element) => {
        if (element === null) return [];
        const site = element.type === 'SpreadElement' ? (element['argument'] as Any) : element;
        return [{ start: element.start, end: element.end, text: '...[]', site }];
      });
    case 'ObjectExpression':
      return (node['properties'] as readonly Any[]).flatMap((property): readonly Fault[] => {
        const { start, end } = property;
        if (property.type === 'SpreadElement')
          return [{ start, end, text: '...{}', site: property['argument'] as Any }];
        const value = property['value'] as Any;
        const key = property['key'] as Any;
        if (property['method'] === true || property['shorthand'] === true || untold.has(String(key['name']))) return [];
        // What is false is read as what is not there.
        if (value.type === 'Literal' && value['value'] === false) return [];
        return [{ start, end, text: '...{}', site: value }];
      });
    case 'Literal':
      return isName(node, parent) ? [] : literalFaults(node['value']).map(instead);
    case 'TemplateLiteral':
      if (parent?.type === 'TaggedTemplateExpression') return [];
      return (node['quasis'] as readonly Any[]).flatMap((quasi) =>
        rephrased(source(quasi)).map((text) => ({ start: quasi.start, end: quasi.end, text, site: node })),
      );
    default:
      return [];
  }
}

/** Whether another fault says the opposite of a condition already. */
function isTurned({ type, operator }: Any): boolean {
  return operator === '!' || (type === 'BinaryExpression' && ['===', '!=='].includes(String(operator)));
}

/** Lists that are not filtered, sorted or turned, and `some` for `every`. */
function callFaults(node: Any, code: string): readonly Fault[] {
  const callee = node['callee'] as Any;
  if (callee.type !== 'MemberExpression' || callee['computed'] === true) return [];
  const [object, property] = [callee['object'] as Any, callee['property'] as Any];
  const list = code.slice(object.start, object.end);
  const name = String(property['name']);
  if (['filter', 'toSorted', 'toReversed', 'trim', 'toLowerCase'].includes(name))
    return [{ text: `(${list})`, site: node }];
  const other = name === 'some' ? 'every' : name === 'every' ? 'some' : undefined;
  return other === undefined ? [] : [{ start: property.start, end: property.end, text: other, site: node }];
}

function literalFaults(value: unknown): readonly string[] {
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'number') return value > 0 ? [String(value + 1), String(value - 1)] : [String(value + 1)];
  if (typeof value !== 'string') return [];
  const other = words.get(value);
  return (other === undefined ? rephrased(value) : [other]).map((text) => JSON.stringify(text));
}

function rephrased(text: string): readonly string[] {
  return phrases.flatMap(([from, to]) => (from.test(text) ? [text.replace(from, to)] : []));
}

/** The name of a property or an import, a directive, or a part of `undefined`. */
function isName(node: Any, parent: Any | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'ExpressionStatement') return true;
  // `void 0` is how `undefined` may be written when types are taken out.
  const isUndefined = parent.type === 'UnaryExpression' && parent['operator'] === 'void';
  const isSource = /^(Import|Export)/.test(parent.type);
  return (parent.type === 'Property' && parent['key'] === node) || isUndefined || isSource;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-27)}` : line;
}
