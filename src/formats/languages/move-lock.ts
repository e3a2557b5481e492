/**
 * Move.lock of Sui's Move, versions 0 to 3. Specification: Sui documentation, "Move.lock". Surprising: packages stand below `[move]`, or since version 4
 * of the tools below `[pinned]`, by environment.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { withFacts } from './constraint.ts';
import { gitOrigin, isLocalAddress, type Origin } from './origin.ts';

/** Reads the locked packages. */
export const moveLock: DocumentFormat = {
  id: 'languages/move-lock',
  title: 'Move Move.lock',
  files: ['Move.lock'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const move = memberOf(root, 'move');
  const pinned = memberOf(root, 'pinned');
  if (!isRecord(move) && !isRecord(pinned))
    throw new UnreadableInput('wrong-shape', 'has no "[move]" and no "[pinned]" table', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  const read = (name: string | undefined, value: unknown, path: Path): void => {
    const source = memberOf(value, 'source');
    const origin = sourceOrigin(source);
    if (name === undefined || !origin)
      losses.push({ code: 'wrong-type', path, message: 'a package has no name or no source' });
    if (name === undefined) return;
    const rev = stringOf(memberOf(source, 'rev'));
    const subdirectory = stringOf(memberOf(source, 'subdir'));
    components.push({
      kind: 'package',
      name,
      version: rev,
      ecosystem: 'generic',
      at: { path },
      attributes: withFacts(undefined, { subdirectory }),
      ...origin,
    });
  };
  for (const [at, value] of (listOf(memberOf(move, 'package')) ?? []).entries()) {
    const key = memberOf(value, 'id') === undefined ? 'name' : 'id';
    read(stringOf(memberOf(value, key)), value, ['move', 'package', at, key]);
  }
  for (const [environment, packages] of entriesOf(pinned))
    for (const [name, value] of entriesOf(packages))
      if (!isRoot(value)) read(name, value, ['pinned', environment, name]);
  return { components, problems: problemsOf(losses, input.text, locateToml) };
}

function isRoot(value: unknown): boolean {
  return memberOf(memberOf(value, 'source'), 'root') === true;
}

function sourceOrigin(source: unknown): Origin | undefined {
  const git = stringOf(memberOf(source, 'git'));
  if (git !== undefined) return isLocalAddress(git) ? { source: git, entry: 'link' } : gitOrigin(git, 'source.git');
  const local = stringOf(memberOf(source, 'local'));
  if (local !== undefined) return { source: local, entry: 'link' };
  return isRecord(source) && Object.keys(source).length > 0 ? {} : undefined;
}
