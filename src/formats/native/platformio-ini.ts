/**
 * platformio.ini. Specification: PlatformIO documentation, "Project configuration file" and "Package specifications". Surprising: libraries are named
 * `owner/name`, by a bare name or number, or by an address; the platform and its tool packages are dependencies as much as the libraries.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseIni } from '../../syntax/ini.ts';
import { requirementOf, withFacts } from '../languages/constraint.ts';
import { isLocalAddress, urlOrigin } from '../languages/origin.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads libraries, platforms and tool packages of all environments. */
export const platformioIni: DocumentFormat = {
  id: 'native/platformio-ini',
  title: 'PlatformIO platformio.ini',
  files: ['platformio.ini'],
  parse,
};

const settings: ReadonlyMap<string, Scope> = new Map([
  ['lib_deps', 'runtime'],
  ['platform', 'build'],
  ['platform_packages', 'build'],
]);

function parse(input: DocumentInput): DocumentResult {
  plainLines(input.text);
  const entries = parseIni(input.text, { continuation: 'indented', comments: 'spaced' });
  if (entries.length > 0 && !entries.some((entry) => /^(?:platformio|env(?::.*)?)$/.test(entry.section)))
    throw new UnreadableInput('wrong-shape', 'has no "[env]" section', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  const lines = plainLines(input.text);
  for (const entry of entries) {
    const scope = settings.get(entry.key);
    if (!scope) continue;
    for (const [index, raw] of entry.value.split('\n').entries()) {
      for (const part of entry.key === 'lib_deps' ? raw.split(/,\s+/) : [raw]) {
        const written = part.trim().replace(/,$/, '');
        // `${env.lib_deps}` repeats what stands elsewhere in the file.
        if (written === '' || written.startsWith(';') || written.startsWith('#') || /^\$\{[^}]*\}$/.test(written))
          continue;
        const line = entry.line + index;
        const at = { line, column: Math.max((lines[line - 1] ?? '').indexOf(written) + 1, 1) };
        const one = packageOf(written, entry.key);
        if (one) components.push({ ...one, at, direct: true, scope });
        else problems.push({ code: 'wrong-type', line, message: 'this is not a package', weight: 'lost' });
      }
    }
  }
  return { components, problems };
}

function packageOf(written: string, key: string): Omit<Component, 'at'> | undefined {
  const type = key === 'lib_deps' ? undefined : key === 'platform' ? 'platform' : 'tool';
  const alias = /^([\w.-]+(?:\/[\w.-]+)?)\s*=\s*(.+)$/.exec(written);
  const target = alias?.[2] ?? written;
  if (target.includes('${') && !target.includes('://')) return undefined;
  if (/^(?:symlink|file):\/\//.test(target) || isLocalAddress(target))
    return {
      kind: 'package',
      name: alias?.[1] ?? target,
      ecosystem: 'platformio',
      source: target,
      entry: 'link',
      attributes: withFacts(undefined, { type }),
    };
  if (/:\/\/|^git@/.test(target)) {
    const [address = target, revision] = target.split('#', 2);
    if (/\.(?:zip|tar\.\w+|tgz)(?:[?]|$)/.test(address))
      return {
        kind: 'package',
        name: alias?.[1] ?? address.slice(address.lastIndexOf('/') + 1),
        ecosystem: 'platformio',
        ...urlOrigin(address, key),
        attributes: withFacts(undefined, { type }),
      };
    return {
      kind: 'package',
      ...repositoryComponent(address, key),
      version: revision,
      attributes: withFacts(undefined, { type, alias: alias?.[1] }),
    };
  }
  const at = target.lastIndexOf('@');
  const name = (at > 0 ? target.slice(0, at) : target).trim();
  const [owner = '', rest, more] = name.split('/', 3);
  const isName =
    /^\w[\w .+-]*$/.test(owner) && more === undefined && (rest === undefined || /^[\w .+&()-]+$/.test(rest));
  if (!isName) return undefined;
  const { version, attributes } = requirementOf(at > 0 ? target.slice(at + 1) : undefined, ['='], 'exact');
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'platformio',
    attributes: withFacts(attributes, { type, alias: alias?.[1] }),
  };
}
