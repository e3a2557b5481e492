/**
 * cpanfile of Perl. Specification: Module::CPANfile documentation, "cpanfile". Surprising: it is a Perl program; a bare version is the lowest one that
 * will do; `on 'test' => sub { ... }` gives a phase to what stands in it, and `git`, `url` and `mirror` say where a module is taken from.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, codeTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, isToken, literalOf, splitNodes } from '../../syntax/code-tree.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { requirementOf, withFacts } from './constraint.ts';
import { fetchedOrigin, gitOrigin, type Origin, urlOrigin } from './origin.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads the modules that are named by literals; a computed one is a problem. */
export const cpanfile: DocumentFormat = {
  id: 'languages/cpanfile',
  title: 'Perl cpanfile',
  files: ['cpanfile'],
  parse,
};

const perl: CodeStyle = {
  lineComments: ['#'],
  blockComments: [{ open: '=pod', close: '=cut' }],
  quotes: [
    { open: '"', close: '"', escape: 'backslash', multiline: true },
    { open: "'", close: "'", escape: 'backslash', multiline: true },
  ],
  marks: ['=>', '->'],
  wordCharacters: ':',
  hereDocuments: true,
};

const phases: ReadonlyMap<string, Scope> = new Map([
  ['test', 'test'],
  ['develop', 'dev'],
  ['build', 'build'],
  ['configure', 'build'],
]);
const verbs: ReadonlyMap<string, Scope | undefined> = new Map([
  ['requires', undefined],
  ['recommends', 'optional'],
  ['suggests', 'optional'],
  ['test_requires', 'test'],
  ['author_requires', 'dev'],
  ['build_requires', 'build'],
  ['configure_requires', 'build'],
]);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { tokens, fault } = codeTokens(input.text, perl);
  const components: Component[] = [];
  const problems: Problem[] = [];
  if (fault) problems.push(openEnded(fault));
  let known = tokens.length === 0 ? 1 : 0;
  const open: { nodes: readonly CodeNode[]; phase: Scope | undefined }[] = [
    { nodes: codeTree(tokens), phase: undefined },
  ];
  for (let block = open.shift(); block; block = open.shift()) {
    for (const statement of splitNodes(block.nodes, ';').flatMap(byBlocks)) {
      const verb = statement[0];
      if (verb?.kind !== 'word') continue;
      const phase = block.phase;
      const body = statement.find((node) => node.kind === 'group' && node.open === '{');
      if ((verb.text === 'on' || verb.text === 'feature') && body?.kind === 'group') {
        known++;
        const name = literalOf(statement[1]) ?? (statement[1]?.kind === 'word' ? statement[1].text : '');
        open.push({ nodes: body.nodes, phase: verb.text === 'feature' ? 'optional' : (phases.get(name) ?? phase) });
      } else if (verb.text === 'mirror') {
        known++;
        const address = literalOf(statement[1]);
        const service =
          address === undefined
            ? undefined
            : settingComponent('mirror', address, { offset: statement[1]?.offset ?? verb.offset });
        if (service) components.push(service);
      } else if (verbs.has(verb.text)) {
        known++;
        const one = declared(argumentsOf(statement), verbs.get(verb.text) ?? phase ?? 'runtime');
        if (one) components.push(one);
        else
          problems.push({
            code: 'not-literal',
            line: verb.line,
            message: 'this module is computed, so it is unknown',
            weight: 'lost',
          });
      }
    }
  }
  if (known === 0) throw new UnreadableInput('wrong-shape', 'requires nothing', { line: 1 });
  return { components, problems };
}

/** A block's closing brace ends its statement where no semicolon follows. */
function byBlocks(statement: readonly CodeNode[]): (readonly CodeNode[])[] {
  const parts: CodeNode[][] = [];
  let part: CodeNode[] = [];
  for (const node of statement) {
    part.push(node);
    if (node.kind === 'group' && node.open === '{') {
      parts.push(part);
      part = [];
    }
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function argumentsOf(statement: readonly CodeNode[]): readonly CodeNode[] {
  const group = statement[1];
  return statement.length === 2 && group?.kind === 'group' && group.open === '(' ? group.nodes : statement.slice(1);
}

function declared(nodes: readonly CodeNode[], scope: Scope): Component | undefined {
  const parts = splitNodes(nodes, ',').flatMap((part) => splitNodes(part, '=>'));
  const first = parts[0]?.length === 1 ? parts[0][0] : undefined;
  const name = literalOf(first) ?? (first?.kind === 'word' && isToken(nodes[1], '=>') ? first.text : undefined);
  if (name === undefined || (first?.kind !== 'string' && first?.kind !== 'word')) return undefined;
  const values = parts
    .slice(1)
    .map((part) =>
      part.length === 1
        ? (literalOf(part[0]) ?? (part[0]?.kind === 'word' ? part[0].text : undefined))
        : numberOf(part),
    );
  const isVersion = values[0] !== undefined && /^(?:v?\d|[<>=!])/.test(values[0]);
  const { version, attributes } = requirementOf(isVersion ? values[0] : undefined, ['=='], 'range');
  const options = new Map<string, string>();
  for (let at = isVersion ? 1 : 0; at + 1 < values.length; at += 2) options.set(values[at] ?? '', values[at + 1] ?? '');
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'cpan',
    at: { offset: first.offset },
    direct: true,
    scope,
    attributes: withFacts(attributes?.constraint === '0' ? undefined : attributes, { ref: options.get('ref') }),
    ...originOf(options),
    ...(name === 'perl' && { entry: 'system' as const }),
  };
}

/** A number is cut at its dot. */
function numberOf(part: readonly CodeNode[]): string | undefined {
  return part.every((node) => node.kind === 'word' || isToken(node, '.'))
    ? part.map((node) => (node.kind === 'group' ? '' : node.text)).join('')
    : undefined;
}

function originOf(options: ReadonlyMap<string, string>): Origin {
  const git = options.get('git');
  if (git) return gitOrigin(git, 'git');
  const url = options.get('url');
  if (url) return urlOrigin(url, 'url');
  const mirror = options.get('mirror');
  return mirror ? fetchedOrigin(mirror, 'mirror') : {};
}
