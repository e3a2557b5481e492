/**
 * vendor/modules.txt: what `go mod vendor` copied, so what is compiled. Specification: Go Modules Reference, "Vendoring"; the lines are
 * those of the go command's `modload/vendor.go`. Surprising: its `#` lines are the data; and at its end it repeats every replacement of
 * go.mod, used or not, without a version on the left.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';

/** Reads the vendored modules; a module that go.mod does not name itself is transitive. */
export const vendorModules: DocumentFormat = {
  id: 'go/vendor-modules',
  title: 'Go vendor/modules.txt',
  files: ['vendor/modules.txt'],
  parse,
};

interface Vendored {
  readonly name: string;
  readonly version: string | undefined;
  readonly newName: string | undefined;
  readonly newVersion: string | undefined;
  readonly line: number;
  readonly text: string;
  isExplicit: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(input.text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const problems: Problem[] = [];
  const modules: Vendored[] = [];
  for (const [index, text] of splitLines(input.text).entries()) {
    if (text.startsWith('## ')) {
      const last = modules[modules.length - 1];
      if (last && /^explicit(?:;|$)/.test(text.slice(3).trim())) last.isExplicit = true;
    } else if (text.startsWith('# ')) {
      const one = vendoredOf(text, index + 1);
      if (one) modules.push(one);
      else
        problems.push({
          code: 'wrong-type',
          line: index + 1,
          message: 'a module line is not written as the go command writes it',
          weight: 'lost',
        });
    } else if (modules.length === 0 && text.trim() !== '') {
      throw new UnreadableInput('wrong-shape', 'has a package before any module', { line: index + 1 });
    }
  }
  return { components: componentsOf(modules), problems };
}

function vendoredOf(text: string, line: number): Vendored | undefined {
  const words = text.slice(2).trim().split(/\s+/);
  const arrow = words.indexOf('=>');
  const [name, version] = words.slice(0, arrow < 0 ? undefined : arrow);
  const [newName, newVersion] = arrow < 0 ? [] : words.slice(arrow + 1);
  const isWhole =
    arrow < 0 ? words.length === 2 : arrow >= 1 && arrow <= 2 && newName !== undefined && words.length - arrow <= 3;
  return name && isWhole ? { name, version, newName, newVersion, line, text, isExplicit: false } : undefined;
}

function componentsOf(modules: readonly Vendored[]): Component[] {
  const components: Component[] = [];
  const replacing = new Set<string>();
  for (const one of modules) {
    const isFolder = one.newName !== undefined && one.newVersion === undefined;
    const target = one.newVersion === undefined ? one.newName : `${one.newName}@${one.newVersion}`;
    // Without a version on the left it is the list of replacements at the end.
    if (one.version !== undefined) {
      components.push({
        kind: 'package',
        name: one.name,
        version: one.version,
        ecosystem: 'golang',
        at: { line: one.line, column: 3 },
        // go.mod names transitive modules too, so being named proves nothing.
        direct: one.isExplicit ? undefined : false,
        source: isFolder ? one.newName : undefined,
        entry: isFolder ? 'link' : undefined,
        attributes: target === undefined ? undefined : { replacedBy: target },
      });
    }
    if (one.newName === undefined || one.newVersion === undefined || replacing.has(`${one.name} ${target}`)) continue;
    replacing.add(`${one.name} ${target}`);
    const isUsed = one.version !== undefined;
    components.push({
      kind: 'package',
      name: one.newName,
      version: one.newVersion,
      ecosystem: 'golang',
      at: { line: one.line, column: one.text.lastIndexOf(one.newName) + 1 },
      entry: !isUsed ? 'extraneous' : one.newName === one.name ? undefined : 'alias',
      attributes: { replaces: one.version === undefined ? one.name : `${one.name}@${one.version}` },
    });
  }
  return components;
}
