/**
 * Cartfile and Cartfile.private of Carthage. Specification: Carthage documentation, "Artifacts". Surprising: a requirement in quotes is a branch,
 * tag or commit, one without quotes is a version with its operator.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { requirementOf } from '../languages/constraint.ts';
import { cartfileLines } from './cartfile-lines.ts';

/** Reads what the project asks for; Cartfile.private is for its own development. */
export const cartfile: DocumentFormat = {
  id: 'apple/cartfile',
  title: 'Carthage Cartfile',
  files: ['Cartfile', 'Cartfile.private'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const { lines, problems } = cartfileLines(input.text);
  if (lines.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no line that is a dependency', { line: problems[0]?.line });
  const isPrivate = input.path.endsWith('.private');
  const components = lines.map(({ component, rest }) => ({
    ...component,
    ...requirementOf(rest.replaceAll('"', ''), ['=='], 'range'),
    direct: true,
    scope: isPrivate ? ('dev' as const) : undefined,
  }));
  return { components, problems };
}
