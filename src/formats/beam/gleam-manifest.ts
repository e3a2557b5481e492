/**
 * manifest.toml of Gleam, its lockfile. Specification: Gleam documentation, "gleam.toml"; the format is the build tool's own. Surprising: its name
 * is that of other tools' files too, Julia's Manifest.toml among them, so that only its content tells; and `[requirements]` at its end says what
 * is direct.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type NamedNode, nameGraph } from '../languages/name-graph.ts';
import { gitOrigin, type Origin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

/** Reads the locked packages and who requires whom. */
export const gleamManifest: DocumentFormat = {
  id: 'beam/gleam-manifest',
  title: 'Gleam manifest.toml',
  files: [],
  mayBe: ['manifest.toml'],
  recognise: (head) =>
    /^packages\s*=\s*\[/m.test(head) && /\b(?:build_tools|otp_app|outer_checksum)\b|^\[requirements\]/m.test(head),
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const list = listOf(memberOf(root, 'packages'));
  if (!list) throw new UnreadableInput('wrong-shape', 'has no "packages" list', { line: 1 });
  const requirements = memberOf(root, 'requirements');
  const losses: Loss[] = [];
  if (!isRecord(requirements))
    losses.push({
      code: 'truncated',
      path: ['packages'],
      message: 'has no "[requirements]" at its end; packages may be missing',
    });
  const direct = isRecord(requirements) ? Object.keys(requirements) : undefined;
  const wanted = direct && new Set(direct);
  const nodes: NamedNode[] = [];
  const components: Component[] = [];
  for (const [at, value] of list.entries()) {
    const name = stringOf(memberOf(value, 'name'));
    if (name === undefined) {
      losses.push({ code: 'wrong-type', path: ['packages', at], message: 'a package has no name' });
      continue;
    }
    const version = stringOf(memberOf(value, 'version'));
    nodes.push({ ref: name, name, version, requires: stringsOf(memberOf(value, 'requirements')) ?? [] });
    components.push({
      kind: 'package',
      name,
      version,
      ecosystem: 'hex',
      at: { path: ['packages', at, 'name'] },
      ref: name,
      direct: wanted?.has(name),
      ...originOf(value),
    });
  }
  return { components, problems: problemsOf(losses, input.text, locateToml), graph: () => nameGraph(nodes, direct) };
}

function originOf(value: unknown): Origin {
  const source = stringOf(memberOf(value, 'source'));
  const repository = stringOf(memberOf(value, 'repo'));
  if (source === 'git' && repository !== undefined) return gitOrigin(repository, 'repo');
  if (source === 'local') return { source: stringOf(memberOf(value, 'path')), entry: 'link' };
  return {};
}
