/**
 * *.gemspec of RubyGems: of a project what it requires, and below `specifications/` an installed gem. Specification: RubyGems guides, "Specification
 * reference". Surprising: it is a Ruby program, of which only literals are read; and the files RubyGems itself writes spell them as
 * `%q<name>.freeze`. Authors and their addresses are not read.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem, UnreadableInput } from '../../model/problem.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { type RubyCall, rubyCalls } from '../languages/ruby-calls.ts';
import { gemRequirement } from './gem-requirement.ts';

/** Reads the requirements of a gem, or the one gem that is installed. */
export const gemspec: DocumentFormat = { id: 'ruby/gemspec', title: 'RubyGems *.gemspec', files: ['*.gemspec'], parse };

const wanted: ReadonlySet<string> = new Set([
  'name',
  'version',
  'add_dependency',
  'add_runtime_dependency',
  'add_development_dependency',
]);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  if (!/\bGem::Specification\b/.test(input.text))
    throw new UnreadableInput('wrong-shape', 'makes no Gem::Specification', { line: 1 });
  const { calls, fault } = rubyCalls(plainLiterals(input.text), wanted);
  const own = calls.filter((call) => call.receiver !== undefined);
  const problems: Problem[] = [];
  if (fault) problems.push(openEnded(fault));
  // The last line of every gemspec closes the block that makes it.
  else if (!/^[ \t]*end\b/m.test(input.text) && /\bdo\b/.test(input.text))
    problems.push({
      code: 'syntax',
      message: 'its block is never closed; what follows may be missing',
      weight: 'lost',
    });
  if (/(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(input.path))
    return { components: installed(own), problems };
  const components: Component[] = [];
  for (const call of own) {
    if (call.name === 'name' || call.name === 'version') continue;
    const component = required(call);
    if (component) components.push(component);
    else
      problems.push({
        code: 'not-literal',
        line: call.line,
        message: "this gem's name is computed, so it is unknown",
        weight: 'lost',
      });
  }
  return { components, problems };
}

/** The same text, character for character, with `%q<x>.freeze` as `"x"` and lists of clauses without their brackets. */
function plainLiterals(text: string): string {
  return text
    .replace(/%q<([^<>"\n]{0,500})>/g, (_, inner: string) => `  "${inner}"`)
    .replace(/\.freeze\b/g, '       ')
    .replace(/^.*\badd_\w*dependency\b.*$/gm, (line) => line.replace(/[[\]]/g, ' '));
}

function installed(calls: readonly RubyCall[]): Component[] {
  const value = (key: string) => calls.find((call) => call.name === key)?.positional[0];
  const [name, version] = [value('name'), value('version')];
  if (!name || !version) throw new UnreadableInput('wrong-shape', 'has no literal name or version');
  return [{ kind: 'package', name: name.text, version: version.text, ecosystem: 'gem', at: { offset: name.offset } }];
}

function required(call: RubyCall): Component | undefined {
  const name = call.positional[0];
  if (!name) return undefined;
  const { version, constraint } = gemRequirement(call.positional.slice(1).map((token) => token?.text ?? ''));
  const scope: Scope = call.name === 'add_development_dependency' ? 'dev' : 'runtime';
  return {
    ...{
      kind: 'package',
      name: name.text,
      version,
      ecosystem: 'gem',
      at: { offset: name.offset },
      direct: true,
      scope,
    },
    attributes: constraint === undefined ? undefined : { constraint },
  };
}
