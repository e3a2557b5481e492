import { hostOf } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { Problem } from '../../model/problem.ts';
import {
  gitOrigin,
  isLocalAddress,
  type Origin,
  repositoryName,
  urlOrigin,
  withoutLastSlashes,
} from '../languages/origin.ts';
import { plainLines, withoutHashComment } from '../languages/plain-lines.ts';

export interface CartfileLine {
  readonly component: Component;
  /** What stands behind the address, as written, comment removed. */
  readonly rest: string;
}

const statement = /^\s*(github|git|binary)\s+"([^"]*)"\s*(.*)$/;
const problemLimit = 20;

/**
 * The lines of a Cartfile or Cartfile.resolved: `github "owner/name"`, `git "address"`, `binary "address"`, then a requirement
 * or version.
 */
export function cartfileLines(text: string): { lines: CartfileLine[]; problems: Problem[] } {
  const lines: CartfileLine[] = [];
  const problems: Problem[] = [];
  for (const [index, raw] of plainLines(text).entries()) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const found = statement.exec(raw);
    const [, kind, address] = found ?? [];
    if (!found || kind === undefined || address === undefined || address === '') {
      if (problems.length < problemLimit)
        problems.push({ code: 'wrong-type', line: index + 1, message: 'a line is not a dependency', weight: 'lost' });
      continue;
    }
    const rest = withoutHashComment(found[3] ?? '');
    lines.push({
      rest,
      component: {
        kind: 'package',
        ecosystem: 'carthage',
        at: { line: index + 1, column: raw.indexOf(address) + 1 },
        ...named(kind, address),
      },
    });
  }
  return { lines, problems };
}

function named(kind: string, address: string): { name: string } & Origin {
  if (kind === 'binary')
    return isLocalAddress(address)
      ? { name: fileName(address), source: address, entry: 'file' }
      : { name: fileName(address), ...urlOrigin(address, 'binary') };
  if (kind === 'github' && hostOf(address) === undefined)
    // An address of the public forge, as Carthage builds it.
    return { name: address, ...gitOrigin(`https://github.com/${address}`, 'github'), entry: undefined };
  if (isLocalAddress(address)) return { name: fileName(address), source: address, entry: 'link' };
  return { name: repositoryName(address)?.name ?? address, ...gitOrigin(address, kind) };
}

function fileName(address: string): string {
  const path = address.split(/[?#]/, 1)[0] ?? address;
  return path.slice(withoutLastSlashes(path).lastIndexOf('/') + 1).replace(/\.(?:json|git)$/, '') || address;
}
