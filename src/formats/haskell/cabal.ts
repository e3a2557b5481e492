/**
 * A Cabal package description, *.cabal. Specification: Cabal user guide, "Package description". Surprising: every stanza declares its own
 * dependencies, so that one package stands in it many times; and `package:library` names a part of a package.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { cabalFields, cabalItems } from './cabal-fields.ts';

/** Reads the dependencies of every stanza, once for each. The package's own libraries are not among them. */
export const cabal: DocumentFormat = { id: 'haskell/cabal', title: 'Haskell *.cabal', files: ['*.cabal'], parse };

const dependencyFields = new Set(['build-depends', 'setup-depends', 'build-tool-depends']);

function parse(input: DocumentInput): DocumentResult {
  const fields = cabalFields(input.text);
  const own = fields.find((field) => field.name === 'name' && field.stanza === '')?.lines[0]?.text;
  // Some vendored descriptions leave the name to the file.
  if (own === undefined && !fields.some((field) => dependencyFields.has(field.name)))
    throw new UnreadableInput('wrong-shape', 'has no "name" and no "build-depends" field', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const field of fields) {
    if (!dependencyFields.has(field.name)) continue;
    const scope = scopeOf(field.name, field.stanza);
    for (const { text, line, column } of cabalItems(field)) {
      const found = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:\s*:\s*(?:\{[^}]*\}|[A-Za-z0-9_-]+))?\s*(.*)$/.exec(text);
      const name = found?.[1];
      if (name === undefined)
        problems.push({ code: 'wrong-type', line, message: 'this is not a dependency', weight: 'lost' });
      else if (name !== own) components.push(declared(name, found?.[2]?.trim() ?? '', scope, line, column));
    }
  }
  return { components, problems };
}

function scopeOf(field: string, stanza: string): Scope {
  if (field !== 'build-depends' || stanza.startsWith('custom-setup')) return 'build';
  if (/^test-suite\b/i.test(stanza)) return 'test';
  return /^benchmark\b/i.test(stanza) ? 'dev' : 'runtime';
}

function declared(name: string, constraint: string, scope: Scope, line: number, column: number): Component {
  const version = /^==\s*(\d+(?:\.\d+)*)$/.exec(constraint)?.[1];
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'hackage',
    at: { line, column },
    direct: true,
    scope,
    attributes: version === undefined && constraint !== '' ? { constraint } : undefined,
  };
}
