/**
 * Cartfile.resolved of Carthage. Specification: Carthage documentation, "Artifacts". Surprising: `github` takes `owner/name` and also the full
 * address of a private forge; the version is a tag or a commit; and a `binary` is a list of archives at any address.
 */

import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { cutProblems } from '../languages/plain-lines.ts';
import { cartfileLines } from './cartfile-lines.ts';

/** Reads the resolved dependencies, direct and transitive alike. An empty file is valid. */
export const cartfileResolved: DocumentFormat = {
  id: 'apple/cartfile-resolved',
  title: 'Carthage Cartfile.resolved',
  files: ['Cartfile.resolved'],
  companions: (input) => manifestPaths(input.path),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const { lines, problems } = cartfileLines(input.text);
  if (lines.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no line that is a dependency', {
      line: problems.find((one) => one.line !== undefined)?.line,
    });
  const manifests = manifestPaths(input.path).flatMap((path) => input.companions.get(path) ?? []);
  const direct = manifests.length === 0 ? undefined : new Set(manifests.flatMap(declaredNames));
  problems.push(...cutProblems(input.text, 'line'));
  const components = lines.map(({ component, rest }) => {
    const version = /^"([^"]*)"$/.exec(rest)?.[1];
    if (version === undefined)
      problems.push({
        code: 'wrong-type',
        line: 'line' in component.at ? component.at.line : undefined,
        message: `"${component.name}" has no version`,
        weight: 'lost',
      });
    return { ...component, version, direct: direct?.has(component.name.toLowerCase()) };
  });
  return { components, problems };
}

function manifestPaths(path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [`${folder}Cartfile`, `${folder}Cartfile.private`];
}

/** A manifest that does not parse is an input of its own. */
function declaredNames(text: string): string[] {
  try {
    return cartfileLines(text).lines.map(({ component }) => component.name.toLowerCase());
  } catch {
    return [];
  }
}
