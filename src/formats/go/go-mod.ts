/**
 * go.mod, all versions of the language. Specification: Go Modules Reference, "go.mod files". Surprising: a `replace` decides
 * what is really compiled, and the `require` still names what the project asked for, so both are components: the required
 * module says by what it is replaced, and the module behind the arrow says what it replaces.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type GoDirective, readGoDirectives } from './go-directives.ts';
import {
  type GoReplacement,
  replacementComponent,
  replacementFor,
  replacementOf,
  replacementText,
} from './go-replacements.ts';

/** Directives that name no dependency. `tool` names packages of modules that are required anyway. */
const silent = new Set(['module', 'go', 'toolchain', 'exclude', 'retract', 'godebug', 'tool', 'ignore']);

/** Reads the requirements and replacements of one module. The file has no edges: `go.sum` and the module graph are elsewhere. */
export const goMod: DocumentFormat = { id: 'go/go-mod', title: 'Go go.mod', files: ['go.mod'], parse };

function parse(input: DocumentInput): DocumentResult {
  const directives = readGoDirectives(input.text);
  const problems: Problem[] = [];
  if (!directives.some((one) => one.verb === 'module' || one.verb === 'require'))
    throw new UnreadableInput('wrong-shape', 'has neither a "module" nor a "require" directive', { line: 1 });
  const requires: GoDirective[] = [];
  const replacements: GoReplacement[] = [];
  for (const one of directives) {
    if (one.verb === 'require') {
      if (one.words.length === 2) requires.push(one);
      else problems.push(badDirective(one));
    } else if (one.verb === 'replace') {
      const replacement = replacementOf(one);
      if (replacement) replacements.push(replacement);
      else problems.push(badDirective(one));
    } else if (!silent.has(one.verb)) {
      problems.push({
        code: 'unknown-directive',
        line: one.line,
        message: `"${one.verb}" is not a directive of go.mod`,
        weight: 'lost',
      });
    }
  }
  const components = requires.map((one) => requiredComponent(one, replacements));
  const listed = new Set(components.map((one) => one.name));
  for (const one of replacements) {
    const component = replacementComponent(one, (path) => listed.has(path));
    if (component) components.push(component);
  }
  return { components, problems };
}

function requiredComponent({ words, line, comment }: GoDirective, replacements: readonly GoReplacement[]): Component {
  const name = words[0]?.text ?? '';
  const version = words[1]?.text;
  const replacement = replacementFor(replacements, name, version);
  const isLocal = replacement !== undefined && replacement.newVersion === undefined;
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'golang',
    at: { line, column: words[0]?.column },
    direct: !/^indirect(?:;|\s|$)/.test(comment),
    entry: isLocal ? 'link' : undefined,
    source: isLocal ? replacement.newPath : undefined,
    attributes: replacement && { replacedBy: replacementText(replacement) },
  };
}

function badDirective({ verb, line }: GoDirective): Problem {
  return {
    code: 'wrong-type',
    line,
    message: `this "${verb}" is not written as the go command writes it`,
    weight: 'lost',
  };
}
