/**
 * lib/apk/db/installed of Alpine's apk. Specification: Alpine wiki, "Apk spec", "Installed Database"; apk-tools' own source. Surprising: fields are
 * single letters, lower and upper case different; requirements may be names, commands (`cmd:`) or shared libraries (`so:`), which others provide.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { splitLines } from '../../syntax/text.ts';
import { withFacts } from '../languages/constraint.ts';
import { cutProblems } from '../languages/plain-lines.ts';
import { distributionOf, distributionTag, releasePaths, systemPurl } from './distribution.ts';
import { type InstalledNode, providedGraph } from './provided-graph.ts';

const problemLimit = 20;

/** Reads the installed packages, and who requires whom. What the user asked for stands in etc/apk/world. */
export const apkInstalled: DocumentFormat = {
  id: 'os/apk-installed',
  title: 'Alpine apk installed packages',
  files: ['lib/apk/db/installed'],
  companions: (input) => {
    const root = rootOf(input.path);
    return [...releasePaths(root), `${root}etc/apk/world`];
  },
  maxBytes: 128 * 1024 * 1024,
  parse,
};

interface ApkPackage {
  readonly line: number;
  readonly fields: Map<string, string>;
}

function parse(input: DocumentInput): DocumentResult {
  const root = rootOf(input.path);
  const distribution = distributionOf(input.companions, root);
  const world = worldOf(input.companions.get(`${root}etc/apk/world`));
  const problems: Problem[] = cutProblems(input.text, 'empty line');
  const components: Component[] = [];
  const nodes: InstalledNode[] = [];
  for (const { line, fields } of packagesOf(input.text, problems)) {
    const name = fields.get('P');
    const version = fields.get('V');
    if (name === undefined || version === undefined) {
      if (problems.length < problemLimit)
        problems.push({ code: 'wrong-type', line, message: 'a package has no name or no version', weight: 'lost' });
      if (name === undefined) continue;
    }
    const architecture = fields.get('A');
    nodes.push({ ref: name, name, version, requires: namesOf(fields.get('D')), provides: namesOf(fields.get('p')) });
    components.push({
      kind: 'os-package',
      name,
      version,
      ecosystem: 'apk',
      purl: systemPurl({
        ecosystem: 'apk',
        name,
        version,
        architecture,
        namespace: distribution?.id ?? 'alpine',
        distribution: distributionTag(distribution),
      }),
      at: { line, column: 3 },
      ref: name,
      direct: world?.has(name),
      attributes: withFacts(undefined, {
        architecture,
        source: fields.get('o'),
        distribution: distributionTag(distribution),
      }),
    });
  }
  if (components.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no package', {
      line: problems.find((one) => one.line !== undefined)?.line,
    });
  return { components, problems, graph: () => providedGraph(nodes, world && [...world]) };
}

/** The fields of each package; those of its files are left out. The line is that of the name. */
function packagesOf(text: string, problems: Problem[]): ApkPackage[] {
  const packages: ApkPackage[] = [];
  let fields = new Map<string, string>();
  let line = 0;
  const close = (): void => {
    if (fields.size > 0) packages.push({ line, fields });
    fields = new Map();
  };
  for (const [index, raw] of splitLines(text).entries()) {
    if (raw === '') close();
    else if (raw[1] !== ':') {
      if (problems.length < problemLimit)
        problems.push({ code: 'wrong-type', line: index + 1, message: 'a line is not a field', weight: 'lost' });
    } else {
      const letter = raw.charAt(0);
      if (fields.size === 0 || letter === 'P') line = index + 1;
      if ('PVADpo'.includes(letter) && !fields.has(letter)) fields.set(letter, raw.slice(2));
      else if (fields.size === 0) fields.set('', '');
    }
  }
  close();
  return packages;
}

/** `name>=1.0`, `so:libz.so.1=1.2.13`, `!conflict`. */
function namesOf(value: string | undefined): string[] {
  if (value === undefined) return [];
  return value
    .split(' ')
    .flatMap((one) => (one === '' || one.startsWith('!') ? [] : (one.split(/[<>=~@]/, 1)[0] ?? [])));
}

function worldOf(text: string | undefined): ReadonlySet<string> | undefined {
  return text === undefined ? undefined : new Set(namesOf(text.trim().replace(/\s+/g, ' ')));
}

function rootOf(path: string): string {
  return path.replace(/(?:usr\/)?lib\/apk\/db\/installed$/, '');
}
