import { SyntaxFault } from '../../syntax/fault.ts';
import { type GoDirective, readGoDirectives } from './go-directives.ts';
import { replacementOf } from './go-replacements.ts';

/**
 * `path@version` of everything a companion go.mod builds with: requirements and what replaces them. Undefined where there is none,
 * where it does not parse (it is an input of its own), or where it is older than go 1.17 and so lists direct requirements only.
 */
export function listedModules(text: string | undefined): ReadonlySet<string> | undefined {
  const directives = text === undefined ? undefined : directivesOf(text);
  if (!directives || !isComplete(directives)) return undefined;
  const listed = new Set<string>();
  for (const one of directives) {
    if (one.verb === 'require') listed.add(`${one.words[0]?.text}@${one.words[1]?.text}`);
    const replacement = one.verb === 'replace' ? replacementOf(one) : undefined;
    if (replacement) listed.add(`${replacement.newPath}@${replacement.newVersion}`);
  }
  return listed;
}

function directivesOf(text: string): GoDirective[] | undefined {
  try {
    return readGoDirectives(text);
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function isComplete(directives: readonly GoDirective[]): boolean {
  const language = directives.find((one) => one.verb === 'go')?.words[0]?.text ?? '1.16';
  const [major = 1, minor = 0] = language.split('.').map((part) => Number.parseInt(part, 10));
  return major > 1 || minor >= 17;
}
