/**
 * stack.yaml.lock. Specification: Stack documentation, "Lock files". Surprising: it holds only what stands in `extra-deps`; everything else comes
 * with the snapshot, which is named by an address and not listed.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { stackPackage } from './hackage-pin.ts';

/** Reads the locked packages and the addresses of the snapshots. It has no edges. */
export const stackLock: DocumentFormat = {
  id: 'haskell/stack-lock',
  title: 'Haskell stack.yaml.lock',
  files: ['stack.yaml.lock'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const list = listOf(memberOf(root, 'packages'));
  if (!list) throw new UnreadableInput('wrong-shape', 'has no "packages" list', { line: 1 });
  const snapshots = listOf(memberOf(root, 'snapshots'));
  const losses: Loss[] = [];
  // Stack writes the snapshots last.
  if (!snapshots)
    losses.push({
      code: 'truncated',
      path: ['packages'],
      message: 'has no "snapshots" at its end; packages may be missing',
    });
  const components: Component[] = [];
  for (const [at, value] of list.entries()) {
    const key = memberOf(value, 'completed') === undefined ? 'original' : 'completed';
    const one = stackPackage(memberOf(value, key), ['packages', at, key]);
    if (one) components.push({ ...one, direct: true });
    else
      losses.push({
        code: 'wrong-type',
        path: ['packages', at],
        message: 'a package is neither of Hackage nor of an address',
      });
  }
  for (const [at, value] of (snapshots ?? []).entries()) {
    const url = stringOf(memberOf(memberOf(value, 'completed'), 'url'));
    if (url === undefined)
      losses.push({ code: 'wrong-type', path: ['snapshots', at], message: 'a snapshot has no address' });
    const service =
      url === undefined
        ? undefined
        : settingComponent('snapshots.url', url, { path: ['snapshots', at, 'completed', 'url'] });
    if (service) components.push(service);
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
