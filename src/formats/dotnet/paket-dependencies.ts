/**
 * paket.dependencies. Specification: Paket documentation, "The paket.dependencies file". Surprising: sources hold for all packages of their group, and a
 * bare version is exact.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { withConstraint } from './nuget-version.ts';

/** Reads the declared packages, repositories, files and sources. */
export const paketDependencies: DocumentFormat = {
  id: 'dotnet/paket-dependencies',
  title: 'Paket paket.dependencies',
  files: ['paket.dependencies'],
  parse,
};

/** Options that name nothing that is fetched. */
const silent =
  /^(?:version|storage|framework|references|content|import_targets|copy_local|copy_content_to_output_dir|specific_version|embed_interop_types|redirects|strategy|lowest_matching|generate_load_scripts|license_download|condition|cache|restriction|simplify|create_new_binding_files|external_lock)\b/i;

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  let group: string | undefined;
  for (const [index, raw] of plainLines(input.text).entries()) {
    const text = raw.replace(/(?:^|\s)(?:#|\/\/).*$/, '').trim();
    const line = index + 1;
    if (text === '' || silent.test(text)) continue;
    const [word = '', first = '', ...rest] = text.split(/\s+/);
    const at = { line, column: Math.max(raw.indexOf(first), 0) + 1 };
    const attributes = group === undefined ? undefined : { group };
    switch (word.toLowerCase()) {
      case 'group':
        group = first;
        break;
      case 'source': {
        const component = settingComponent('source', first.replace(/^"|"$/g, ''), at);
        if (component) components.push(component);
        break;
      }
      case 'nuget':
      case 'clitool':
        if (first === '') problems.push(bad(line));
        else components.push(packageOf(first, rest, at, attributes));
        break;
      case 'github':
      case 'bitbucket':
        if (first === '') problems.push(bad(line));
        else components.push(forgeOf(word.toLowerCase(), first, rest, at, attributes));
        break;
      case 'git':
      case 'http':
      case 'gist':
        if (first === '') problems.push(bad(line));
        else components.push(addressOf(word.toLowerCase(), first, rest, at, attributes));
        break;
      default:
        problems.push(bad(line));
    }
  }
  return { components, problems };
}

/** `group/name`, folded, of every package that is asked for. Other dependencies have no name of their own. */
export function declaredPackages(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  let group = '';
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const [word, first] = raw.trim().split(/\s+/, 2);
    if (word?.toLowerCase() === 'group' && first) group = first;
    else if (/^(?:nuget|clitool)$/i.test(word ?? '') && first) names.add(`${group}/${first.toLowerCase()}`);
  }
  return names;
}

function bad(line: number): Problem {
  return { code: 'wrong-type', line, message: 'a line is neither a dependency nor an option', weight: 'lost' };
}

type At = { readonly line: number; readonly column: number };
type Facts = Readonly<Record<string, string>> | undefined;

function packageOf(name: string, rest: readonly string[], at: At, facts: Facts): Component {
  // Options follow the version: `nuget Acme >= 1.0 framework: net45`.
  const end = rest.findIndex(
    (part) => part.endsWith(':') || /^[a-z_]+:/.test(part) || part.startsWith('@') || part.startsWith('!'),
  );
  const written = rest.slice(0, end < 0 ? undefined : end).join(' ');
  const version = /^(?:={1,2}\s*)?(\d[\w.+-]*)(?:\s+(?:prerelease|alpha|beta|rc|stable))*$/.exec(written)?.[1];
  const constraint = version === undefined && written !== '' ? written : undefined;
  return {
    ...{ kind: 'package', name, version, ecosystem: 'nuget', at, direct: true },
    attributes: withConstraint(constraint, facts),
  };
}

/** `owner/repository[:ref] [file]`. */
function forgeOf(forge: string, first: string, rest: readonly string[], at: At, facts: Facts): Component {
  const [name = first, version] = first.split(':');
  const source = `${forge}:${name}`;
  const file: Record<string, string> = rest[0] !== undefined && !rest[0].endsWith(':') ? { file: rest[0] } : {};
  return {
    ...{
      kind: 'package',
      name,
      version,
      ecosystem: forge === 'github' ? 'github' : 'bitbucket',
      at,
      direct: true,
      entry: 'git',
      source,
    },
    identifiers: [{ kind: 'url', value: source, field: forge, relation: 'fetched-from' }],
    attributes: withConstraint(undefined, { ...facts, ...file }),
  };
}

function addressOf(kind: string, first: string, rest: readonly string[], at: At, facts: Facts): Component {
  const address = first.replace(/^"|"$/g, '');
  const source = withoutSecrets(address);
  const ref = rest[0] !== undefined && /^[\w./~-]+$/.test(rest[0]) ? rest[0] : undefined;
  return {
    ...{ kind: 'package', name: source, version: kind === 'git' ? ref : undefined, at, direct: true },
    ...{ entry: kind === 'git' ? 'git' : 'url', source, attributes: facts },
    identifiers:
      hostOf(address) === undefined
        ? undefined
        : [{ kind: 'url', value: source, field: kind, relation: 'fetched-from' }],
  };
}
