/**
 * Package.swift. Specification: Swift Package Manager documentation, "PackageDescription". Surprising: it is a program, so only calls with
 * literal arguments can be read; `from: "1.2.0"` is a range, only `exact` is a version; and a binary target is fetched from an address of its own.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { literalOf } from '../../syntax/code-tree.ts';
import { withFacts } from '../languages/constraint.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { swiftBinary, swiftPackage } from './swift-package-name.ts';
import { type SwiftCall, swiftCalls, swiftLiteral } from './swift-statements.ts';

const wanted: ReadonlySet<string> = new Set(['package', 'binaryTarget']);

/** Reads the packages and binary targets that are written as literals; a computed one is a problem. */
export const swiftManifest: DocumentFormat = {
  id: 'apple/swift-manifest',
  title: 'Swift Package.swift',
  files: ['Package.swift', 'Package@swift-*.swift'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  if (!/\bPackageDescription\b/.test(input.text))
    throw new UnreadableInput('wrong-shape', 'does not import PackageDescription', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const call of swiftCalls(input.text, wanted)) {
    const one = call.name === 'package' ? packageOf(call) : binaryOf(call);
    if (one === 'computed') {
      const message = `this ".${call.name}" is computed, so what it names is unknown`;
      problems.push({ code: 'not-literal', line: call.line, message, weight: 'lost' });
    } else if (one) components.push(one);
  }
  return { components, problems };
}

/** Addresses of the packages that a manifest names; none where it cannot be read. */
export function swiftManifestLocations(text: string): readonly string[] {
  try {
    return swiftCalls(text, wanted).flatMap(
      (call) => swiftLiteral(call, 'url')?.text ?? swiftLiteral(call, 'id')?.text ?? [],
    );
  } catch {
    return [];
  }
}

function packageOf(call: SwiftCall): Component | 'computed' | undefined {
  const base = { kind: 'package', ecosystem: 'swift', direct: true } as const;
  const url = swiftLiteral(call, 'url');
  const { version, ...facts } = requirementOf(call);
  const attributes = withFacts(undefined, facts);
  if (url) return { ...base, ...swiftPackage(url.text, 'url'), version, at: { offset: url.token.offset }, attributes };
  const id = swiftLiteral(call, 'id');
  if (id) return { ...base, name: id.text, version, at: { offset: id.token.offset }, attributes };
  const path = swiftLiteral(call, 'path');
  if (path) return { ...base, ...swiftPackage(path.text, 'path'), entry: 'link', at: { offset: path.token.offset } };
  // `.package(name:)` is also how a plug-in or product refers to a package that is declared elsewhere.
  if (['url', 'id', 'path'].some((label) => call.arguments.has(label))) return 'computed';
  return undefined;
}

function binaryOf(call: SwiftCall): Component | 'computed' | undefined {
  const url = swiftLiteral(call, 'url');
  if (!url) return call.arguments.has('url') ? 'computed' : undefined;
  const name = swiftLiteral(call, 'name')?.text ?? url.text;
  return { kind: 'package', ...swiftBinary(name, url.text), at: { offset: url.token.offset }, direct: true };
}

function requirementOf(call: SwiftCall): { version?: string; constraint?: string; branch?: string } {
  const exact = swiftLiteral(call, 'exact')?.text;
  if (exact !== undefined) return { version: exact };
  const branch = swiftLiteral(call, 'branch')?.text;
  if (branch !== undefined) return { branch };
  const revision = swiftLiteral(call, 'revision')?.text;
  if (revision !== undefined) return { version: revision };
  const from = swiftLiteral(call, 'from')?.text;
  if (from !== undefined) return { constraint: `from ${from}` };
  // `.exact("1.0")`, `.upToNextMajor(from: "1.0")`, `"1.0"..<"2.0"` as an argument without a label.
  for (const [label, nodes] of call.arguments) {
    if (!/^\d+$/.test(label)) continue;
    const word = nodes.find((node) => node.kind === 'word');
    const group = nodes.find((node) => node.kind === 'group');
    const texts = (group?.kind === 'group' ? group.nodes : nodes).flatMap((node) => literalOf(node) ?? []);
    const name = word?.kind === 'word' ? word.text : '';
    if ((name === 'exact' || name === 'revision') && texts[0] !== undefined) return { version: texts[0] };
    if (name === 'branch' && texts[0] !== undefined) return { branch: texts[0] };
    if (texts.length > 0) return { constraint: name === '' ? texts.join(' to ') : `${name} ${texts.join(' ')}` };
  }
  return {};
}
