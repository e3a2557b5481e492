/**
 * dune-project of OCaml. Specification: Dune documentation, "dune-project". Surprising: a project may define several packages, each with dependencies,
 * and versions are compared in prefix form, `(>= 1.0)`.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeGroup, type CodeNode, codeTree, isToken } from '../../syntax/code-tree.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads the dependencies of the packages that the project defines. */
export const duneProject: DocumentFormat = {
  id: 'languages/dune-project',
  title: 'OCaml dune-project',
  files: ['dune-project'],
  parse,
};

const style: CodeStyle = {
  lineComments: [';'],
  blockComments: [{ open: '#|', close: '|#', nests: true }],
  quotes: [{ open: '"', close: '"', escape: 'backslash', multiline: true }],
  wordCharacters: '-.:/<>=!+~@%&*?|{}',
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const stanzas = groupsOf(codeTree(strictTokens(input.text, style), new Map([['(', ')']])));
  if (!stanzas.some((stanza) => isToken(stanza.nodes[0], 'lang')))
    throw new UnreadableInput('wrong-shape', 'has no "lang" stanza', { line: 1 });
  const packages = stanzas
    .filter((stanza) => isToken(stanza.nodes[0], 'package'))
    .map((stanza) => groupsOf(stanza.nodes));
  const own = new Set(
    packages.map((fields) => textOf(fields.find((field) => isToken(field.nodes[0], 'name'))?.nodes[1])),
  );
  const components: Component[] = [];
  for (const fields of packages)
    for (const field of fields) {
      const isOptional = isToken(field.nodes[0], 'depopts');
      if (!isOptional && !isToken(field.nodes[0], 'depends')) continue;
      for (const node of field.nodes.slice(1)) {
        const one = dependencyOf(node, isOptional ? 'optional' : undefined);
        if (one && !own.has(one.name)) components.push(one);
      }
    }
  return { components };
}

function groupsOf(nodes: readonly CodeNode[]): CodeGroup[] {
  return nodes.filter((node) => node.kind === 'group');
}

function textOf(node: CodeNode | undefined): string | undefined {
  return node && node.kind !== 'group' && node.kind !== 'mark' ? node.text : undefined;
}

/** `name` or `(name constraint)`, the constraint in prefix form: `(and (>= 1.0) (< 2.0) :with-test)`. */
function dependencyOf(node: CodeNode, scope: Scope | undefined): Component | undefined {
  const head = node.kind === 'group' ? node.nodes[0] : node;
  const name = textOf(head);
  if (name === undefined || !head) return undefined;
  const comparisons: string[] = [];
  const words = new Set<string>();
  const open: CodeNode[] = node.kind === 'group' ? [...node.nodes.slice(1)].reverse() : [];
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.kind !== 'group') words.add(one.text);
    else if (/^(?:[<>]=?|=|<>)$/.test(textOf(one.nodes[0]) ?? ''))
      comparisons.push(`${textOf(one.nodes[0])} ${textOf(one.nodes[1]) ?? ''}`);
    else open.push(...[...one.nodes].reverse());
  }
  const constraint = comparisons.join(' & ');
  const version =
    comparisons.length === 1 && constraint.startsWith('= ') && !constraint.includes(':')
      ? constraint.slice(2)
      : undefined;
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'opam',
    at: { offset: head.offset },
    direct: true,
    scope:
      scope ??
      (words.has(':with-test')
        ? 'test'
        : words.has(':with-doc') || words.has(':with-dev-setup')
          ? 'dev'
          : words.has(':build')
            ? 'build'
            : 'runtime'),
    attributes: version === undefined && constraint !== '' ? { constraint } : undefined,
  };
}
