/**
 * libman.json of Microsoft's library manager. Specification: ASP.NET Core documentation, "LibMan". Surprising: a library of the `filesystem` provider is a folder
 * or an address, and the default provider stands once for all.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJsonc } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { addressComponent } from './module-address.ts';
import { splitSpec } from './npm-spec.ts';

/** Reads the libraries that are fetched into a project. */
export const libmanJson: DocumentFormat = {
  id: 'javascript/libman-json',
  title: 'LibMan libman.json',
  files: ['libman.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJsonc(input.text);
  const list = listOf(memberOf(root, 'libraries'));
  if (!isRecord(root) || !list) throw new UnreadableInput('wrong-shape', 'has no "libraries" list', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  const usual = stringOf(root.defaultProvider);
  for (const [at, value] of list.entries()) {
    const library = stringOf(memberOf(value, 'library'));
    const path = ['libraries', at, 'library'];
    if (library === undefined)
      losses.push({ code: 'wrong-type', path: ['libraries', at], message: 'a library has no name' });
    else components.push(componentOf(library, stringOf(memberOf(value, 'provider')) ?? usual, path));
  }
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}

function componentOf(library: string, provider: string | undefined, path: (string | number)[]): Component {
  if (provider === 'filesystem') {
    if (/^https?:/i.test(library)) return addressComponent(library, { path }, 'library');
    return {
      kind: 'package',
      name: library.split(/[\\/]/).pop() || library,
      at: { path },
      direct: true,
      entry: 'file',
      source: library,
    };
  }
  const { name, range } = splitSpec(library);
  const attributes = provider === undefined ? undefined : { provider };
  return {
    kind: 'package',
    name,
    version: range === '' || range === 'latest' ? undefined : range,
    ecosystem: 'npm',
    at: { path },
    direct: true,
    attributes,
  };
}
