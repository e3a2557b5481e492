/**
 * A package file of OCaml's opam: *.opam, opam, and *.opam.locked, which `opam lock` writes. Specification: opam manual, "Package definition format".
 * Surprising: constraints and phases stand together in the braces behind a name; a locked file pins with `=`; and `pin-depends` takes a package from
 * an address.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, isToken, literalOf } from '../../syntax/code-tree.ts';
import { gitOrigin, isLocalAddress, type Origin, urlOrigin } from './origin.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads the dependencies, optional ones included. Who maintains the package is not read. */
export const opam: DocumentFormat = {
  id: 'languages/opam',
  title: 'OCaml opam',
  files: ['*.opam', '*.opam.locked', 'opam.locked'],
  mayBe: ['opam'],
  recognise: (head, path) => !/(?:^|\/)opam$/i.test(path) || /^opam-version[ \t]*:/m.test(head),
  parse,
};

/** So many wrong entries are named one by one. */
const problemLimit = 20;

const style: CodeStyle = {
  lineComments: ['#'],
  blockComments: [{ open: '(*', close: '*)', nests: true }],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true },
    { open: '"', close: '"', escape: 'backslash', multiline: true },
  ],
  wordCharacters: '-',
  marks: ['>=', '<=', '!='],
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const nodes = codeTree(strictTokens(input.text, style));
  const fields = new Map<string, CodeNode | undefined>();
  for (const [at, node] of nodes.entries())
    if (node.kind === 'word' && isToken(nodes[at + 1], ':')) fields.set(node.text, nodes[at + 2]);
  // An empty file marks a package and says no more.
  if (nodes.length > 0 && !fields.has('opam-version') && !fields.has('depends'))
    throw new UnreadableInput('wrong-shape', 'has no "opam-version" and no "depends"', { line: 1 });
  const problems: Problem[] = [];
  const pins = pinsOf(fields.get('pin-depends'), problems);
  const components = [
    ...dependencies(fields.get('depends'), undefined, pins, problems),
    ...dependencies(fields.get('depopts'), 'optional', pins, problems),
  ];
  return { components, problems };
}

function dependencies(
  field: CodeNode | undefined,
  scope: Scope | undefined,
  pins: ReadonlyMap<string, string>,
  problems: Problem[],
): Component[] {
  if (!field) return [];
  const found: Component[] = [];
  // A formula nests in round brackets, with `|` and `&` between.
  const open: (readonly CodeNode[])[] = [field.kind === 'group' && field.open === '[' ? field.nodes : [field]];
  for (let nodes = open.pop(); nodes; nodes = open.pop()) {
    for (const [at, node] of nodes.entries()) {
      if (node.kind === 'group') {
        if (node.open !== '{') open.push(node.nodes);
        continue;
      }
      if (node.kind === 'mark' && (node.text === '|' || node.text === '&')) continue;
      const name = literalOf(node);
      if (name === undefined) {
        if (problems.length < problemLimit)
          problems.push({ code: 'wrong-type', line: node.line, message: 'this is not a package name', weight: 'lost' });
        continue;
      }
      const next = nodes[at + 1];
      const filter = next?.kind === 'group' && next.open === '{' ? next.nodes : [];
      const constraint = constraintOf(filter);
      const version =
        constraint?.startsWith('= ') && !constraint.includes('&') && !constraint.includes('|')
          ? constraint.slice(2)
          : undefined;
      found.push({
        kind: 'package',
        name,
        version,
        ecosystem: 'opam',
        at: { offset: node.offset },
        direct: true,
        scope: scope ?? scopeOf(filter),
        attributes: version === undefined && constraint !== undefined ? { constraint } : undefined,
        ...pinOrigin(pins.get(name)),
      });
    }
  }
  return found.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(component: Component): number {
  return 'offset' in component.at ? component.at.offset : 0;
}

/** The comparisons of a filter, as `= 1.0` or `>= 1.0 & < 2.0`; the words between them are phases and variables. */
function constraintOf(filter: readonly CodeNode[]): string | undefined {
  const parts: string[] = [];
  for (const [at, node] of filter.entries()) {
    if (node.kind !== 'mark' || !/^[<>=!]=?$/.test(node.text)) continue;
    const value = filter[at + 1];
    const before = filter[at - 1];
    // `os = "linux"` is about the machine.
    if (before?.kind === 'word') continue;
    if (value && value.kind !== 'group') parts.push(`${node.text} ${value.text}`);
  }
  return parts.length > 0 ? parts.join(filter.some((node) => isToken(node, '|')) ? ' | ' : ' & ') : undefined;
}

function scopeOf(filter: readonly CodeNode[]): Scope {
  const has = (word: string): boolean => filter.some((node) => isToken(node, word));
  if (has('with-test')) return 'test';
  if (has('with-doc') || has('with-dev-setup') || has('with-tools') || has('dev')) return 'dev';
  return has('build') && !has('post') ? 'build' : 'runtime';
}

/** `[ ["name.version" "address"] ... ]`. */
function pinsOf(field: CodeNode | undefined, problems: Problem[]): ReadonlyMap<string, string> {
  const pins = new Map<string, string>();
  if (field?.kind !== 'group') return pins;
  const pairs = field.nodes.some((node) => node.kind === 'group') ? field.nodes : [field];
  for (const pair of pairs) {
    const written = pair.kind === 'group' ? literalOf(pair.nodes[0]) : undefined;
    const address = pair.kind === 'group' ? literalOf(pair.nodes[1]) : undefined;
    if (written === undefined || address === undefined)
      problems.push({
        code: 'wrong-type',
        line: pair.line,
        message: 'this pin is not a package and an address',
        weight: 'lost',
      });
    else pins.set(written.split('.', 1)[0] ?? written, address);
  }
  return pins;
}

function pinOrigin(address: string | undefined): Origin {
  if (address === undefined) return {};
  if (isLocalAddress(address)) return { source: address, entry: 'link' };
  return /^(?:git|hg|darcs)\+|\.git(?:#|$)/.test(address)
    ? gitOrigin(address.replace(/^git\+/, ''), 'pin-depends')
    : urlOrigin(address, 'pin-depends');
}
