/**
 * The databases of dpkg (var/lib/dpkg/status, and status.d/ of images without dpkg) and of opkg, its small kin. Specification: deb-control(5),
 * dpkg(1), "Package states". Surprising: removed packages stay in it until they are purged; what was asked for by the user is told by another file,
 * apt's extended_states. Maintainers are persons as often as not, and are not read.
 */

import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { withFacts } from '../languages/constraint.ts';
import { cutProblems } from '../languages/plain-lines.ts';
import { readStanzas, type Stanza } from '../languages/stanzas.ts';
import { type Distribution, distributionOf, distributionTag, releasePaths, systemPurl } from './distribution.ts';
import { type InstalledNode, providedGraph } from './provided-graph.ts';

const problemLimit = 20;
const wanted: ReadonlySet<string> = new Set([
  'package',
  'status',
  'version',
  'architecture',
  'source',
  'depends',
  'pre-depends',
  'provides',
  'origin',
  'vendor',
]);

/** Reads the packages that are installed, and who depends on whom. */
export const dpkgStatus: DocumentFormat = {
  id: 'os/dpkg-status',
  title: 'Debian dpkg and opkg installed packages',
  files: ['lib/dpkg/status', 'lib/opkg/status'],
  mayBe: ['lib/dpkg/status.d/*'],
  recognise: (head, path) => !path.includes('/status.d/') || /^Package:/m.test(head),
  companions: (input) => {
    const root = rootOf(input.path);
    return [...releasePaths(root), statesPath(root)];
  },
  maxBytes: 128 * 1024 * 1024,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const { stanzas, bad } = readStanzas(input.text, wanted);
  const problems: Problem[] = bad
    .slice(0, problemLimit)
    .map(({ line }) => ({ code: 'wrong-type', line, message: 'a line is not a field', weight: 'lost' }));
  // Both write an empty line behind every stanza; the files of status.d are by other hands.
  if (!input.path.includes('/status.d/')) problems.push(...cutProblems(input.text, 'empty line'));
  const root = rootOf(input.path);
  const isOpkg = input.path.includes('opkg/');
  const distribution = distributionOf(input.companions, root);
  const automatic = automaticOf(input.companions.get(statesPath(root)));
  const components: Component[] = [];
  const nodes: InstalledNode[] = [];
  for (const stanza of stanzas) {
    const name = stanza.fields.get('package');
    const version = stanza.fields.get('version')?.value;
    if (!name || name.value === '') {
      if (problems.length < problemLimit)
        problems.push({ code: 'wrong-type', line: stanza.line, message: 'a stanza has no "Package"', weight: 'lost' });
      continue;
    }
    if (!isInstalled(stanza)) continue;
    if (version === undefined && problems.length < problemLimit)
      problems.push({
        code: 'wrong-type',
        line: stanza.line,
        message: `"${name.value}" has no version`,
        weight: 'lost',
      });
    const architecture = stanza.fields.get('architecture')?.value;
    const ref = `${name.value}:${architecture ?? ''}`;
    const isAutomatic = automatic?.has(ref) || automatic?.has(`${name.value}:`);
    nodes.push({
      ref,
      name: name.value,
      version,
      requires: [...namesOf(stanza.fields.get('pre-depends')?.value), ...namesOf(stanza.fields.get('depends')?.value)],
      provides: namesOf(stanza.fields.get('provides')?.value),
    });
    components.push({
      kind: 'os-package',
      name: name.value,
      version,
      ecosystem: isOpkg ? 'generic' : 'deb',
      purl: isOpkg ? undefined : purlOf(name.value, version, architecture, distribution),
      at: { line: name.line, column: name.column },
      ref,
      direct: automatic && !isAutomatic,
      identifiers: makersOf(stanza),
      attributes: withFacts(undefined, {
        architecture,
        source: stanza.fields.get('source')?.value.split(/\s/, 1)[0],
        distribution: distributionTag(distribution),
      }),
    });
  }
  if (components.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no stanza of an installed package', {
      line: problems.find((one) => one.line !== undefined)?.line,
    });
  const direct = automatic && components.filter((one) => one.direct).map((one) => one.name);
  return { components, problems, graph: () => providedGraph(nodes, direct) };
}

function purlOf(
  name: string,
  version: string | undefined,
  architecture: string | undefined,
  distribution: Distribution | undefined,
): string {
  return systemPurl({
    ecosystem: 'deb',
    name,
    version,
    architecture,
    namespace: distribution?.id,
    distribution: distributionTag(distribution),
  });
}

/** `want flag status`; images without dpkg leave the field out. */
function isInstalled(stanza: Stanza): boolean {
  const status = stanza.fields.get('status')?.value;
  if (status === undefined) return true;
  const state = status.split(/\s+/)[2];
  return state !== 'not-installed' && state !== 'config-files';
}

/** `a (>= 1), b | c:any, d [amd64]`: every alternative may be the one that is meant. */
function namesOf(value: string | undefined): string[] {
  if (value === undefined || value === '') return [];
  return value.split(/[,|]/).flatMap((part) => /^\s*([a-z0-9][a-z0-9+.-]*)/i.exec(part)?.[1] ?? []);
}

function makersOf(stanza: Stanza): readonly Identifier[] | undefined {
  const found = ['vendor', 'origin'].flatMap((field): Identifier[] => {
    const value = stanza.fields.get(field)?.value;
    return value ? [{ kind: 'organisation', value, field: field === 'vendor' ? 'Vendor' : 'Origin' }] : [];
  });
  return found.length > 0 ? found : undefined;
}

function rootOf(path: string): string {
  return path.replace(/(?:var|usr)\/lib\/(?:dpkg|opkg)\/status(?:\.d\/[^/]*)?$/, '');
}

function statesPath(root: string): string {
  return `${root}var/lib/apt/extended_states`;
}

/** `name:architecture` of the packages that were pulled in by others. */
function automaticOf(text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const found = new Set<string>();
  for (const { fields } of readStanzas(text).stanzas)
    if (fields.get('auto-installed')?.value === '1')
      found.add(`${fields.get('package')?.value ?? ''}:${fields.get('architecture')?.value ?? ''}`);
  return found;
}
