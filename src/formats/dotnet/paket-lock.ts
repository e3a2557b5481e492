/**
 * paket.lock. Specification: Paket documentation, "The paket.lock file". Surprising: groups resolve each on their own, so a package may stand in it
 * once a group with different versions; and single files of a forge are dependencies too.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { declaredPackages } from './paket-dependencies.ts';
import { indentOf } from './paket-lines.ts';

/** Reads packages, repositories and files of every group, and who requires whom. */
export const paketLock: DocumentFormat = {
  id: 'dotnet/paket-lock',
  title: 'Paket paket.lock',
  files: ['paket.lock'],
  companions: (input) => [manifestPath(input.path)],
  parse,
};

function manifestPath(path: string): string {
  return path.replace(/lock$/i, 'dependencies');
}

type Section = 'NUGET' | 'GITHUB' | 'GIST' | 'GIT' | 'HTTP' | 'BITBUCKET';
const sectionNames: ReadonlySet<string> = new Set(['NUGET', 'GITHUB', 'GIST', 'GIT', 'HTTP', 'BITBUCKET']);
/** Headers and settings of a group: they name nothing that is fetched. */
const setting = /^(?:[A-Z][A-Z-]+)(?::|$)/;

interface Locked {
  readonly ref: string;
  readonly component: Component;
  readonly requires: string[];
}

interface Cursor {
  group: string;
  section: Section | undefined;
  remote: string | undefined;
  /** Where it stands. */
  place: { line: number; column: number };
}

function parse(input: DocumentInput): DocumentResult {
  const locked: Locked[] = [];
  const problems: Problem[] = [];
  const at: Cursor = { group: '', section: undefined, remote: undefined, place: { line: 1, column: 1 } };
  let sawSection = false;
  let last: Locked | undefined;
  for (const [index, raw] of plainLines(input.text).entries()) {
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) continue;
    const indent = indentOf(raw);
    if (indent === 0) {
      const group = /^GROUP\s+(.+)$/i.exec(text)?.[1];
      if (group !== undefined) at.group = group;
      at.section = sectionNames.has(text) ? (text as Section) : undefined;
      at.remote = undefined;
      last = undefined;
      sawSection ||= at.section !== undefined || group !== undefined || setting.test(text);
      if (at.section === undefined && group === undefined && !setting.test(text))
        problems.push({
          code: 'wrong-type',
          line: index + 1,
          message: 'a line is neither a section nor a setting',
          weight: 'lost',
        });
    } else if (at.section === undefined) {
      problems.push({ code: 'wrong-type', line: index + 1, message: 'a line stands in no section', weight: 'lost' });
    } else if (
      /^(?:remote|specs|protocol|type|build|packages|os|hash|authentication|branch|operatingSystem):/i.test(text)
    ) {
      const remote = /^remote:\s*(.+)$/i.exec(text)?.[1];
      if (remote !== undefined) {
        at.remote = remote;
        at.place = { line: index + 1, column: raw.indexOf(remote) + 1 };
      }
    } else if (indent <= 5) {
      last = entryOf(text, { line: index + 1, column: raw.indexOf(text) + 1 }, at);
      if (last) locked.push(last);
      else
        problems.push({
          code: 'wrong-type',
          line: index + 1,
          message: 'an entry has no name or no version',
          weight: 'lost',
        });
    } else {
      const required = /^([^\s(]+)/.exec(text)?.[1];
      if (required !== undefined) last?.requires.push(required);
    }
  }
  if (!sawSection) throw new UnreadableInput('wrong-shape', 'has no section such as "NUGET"', { line: 1 });
  const manifest = input.companions.get(manifestPath(input.path));
  const known = new Set(locked.map((one) => one.ref));
  for (const name of manifest === undefined ? [] : declaredPackages(manifest))
    if (!known.has(name))
      problems.push({
        code: 'missing-entry',
        message: `"${name.replace(/^\//, '')}" is asked for and not locked`,
        weight: 'lost',
      });
  return { components: componentsOf(locked, manifest), problems, graph: () => graphOf(locked) };
}

function refOf(group: string, name: string): string {
  return `${group}/${name.toLowerCase()}`;
}

function entryOf(text: string, place: { line: number; column: number }, at: Cursor): Locked | undefined {
  const found = /^([^()]*?)\s*\(([^()]*)\)/.exec(text);
  const written = found?.[1] ?? '';
  const version = found?.[2] || undefined;
  const attributes = at.group === '' ? undefined : { group: at.group };
  if (at.section === 'NUGET') {
    if (written === '' || version === undefined) return undefined;
    const identifiers = at.remote === undefined ? undefined : fetched(at.remote);
    return {
      ref: refOf(at.group, written),
      requires: [],
      component: {
        ...{ kind: 'package', name: written, version, ecosystem: 'nuget', at: place, ref: refOf(at.group, written) },
        ...{ source: identifiers?.[0]?.value, identifiers, attributes },
      },
    };
  }
  const remote = at.remote;
  if (remote === undefined) return undefined;
  const isForge = at.section === 'GITHUB' || at.section === 'BITBUCKET';
  const forge = at.section === 'BITBUCKET' ? 'bitbucket' : 'github';
  const address = isForge ? `${forge}:${remote}` : remote;
  const ref = refOf(at.group, `${remote}/${written || text}`);
  const file = written || (found ? '' : text);
  return {
    ref,
    requires: [],
    component: {
      ...{
        kind: 'package',
        name: isForge ? remote : hostOf(remote) === undefined ? remote : withoutSecrets(remote),
        version,
        at: at.place,
        ref,
      },
      ecosystem: isForge ? forge : undefined,
      entry: at.section === 'HTTP' || at.section === 'GIST' ? 'url' : 'git',
      source: withoutSecrets(address),
      identifiers: fetched(address),
      attributes: file === '' || file === 'FULLPROJECT' ? attributes : { ...attributes, file },
    },
  };
}

function fetched(address: string): Identifier[] | undefined {
  const isAddress = hostOf(address) !== undefined || /^(?:github|bitbucket):/.test(address);
  return isAddress
    ? [{ kind: 'url', value: withoutSecrets(address), field: 'remote', relation: 'fetched-from' }]
    : undefined;
}

/** The manifest beside it says what is asked for; without one, only what nothing requires must be. */
function componentsOf(locked: readonly Locked[], manifest: string | undefined): Component[] {
  const declared = manifest === undefined ? undefined : declaredPackages(manifest);
  const required = new Set(locked.flatMap((one) => one.requires.map((name) => refOf(groupOf(one), name))));
  return locked.map(({ ref, component }) => {
    const isNuget = component.ecosystem === 'nuget';
    const direct = isNuget && declared ? declared.has(ref) : required.has(ref) ? undefined : true;
    return { ...component, direct };
  });
}

function groupOf(one: Locked): string {
  return one.ref.slice(0, one.ref.indexOf('/'));
}

function graphOf(locked: readonly Locked[]): DependencyGraph {
  const known = new Set(locked.map((one) => one.ref));
  const edges = new Map<string, readonly string[]>();
  const required = new Set<string>();
  for (const one of locked) {
    const next = one.requires
      .map((name) => refOf(groupOf(one), name))
      .filter((ref) => known.has(ref) && ref !== one.ref);
    for (const ref of next) required.add(ref);
    edges.set(one.ref, next);
  }
  edges.set(
    '',
    [...edges.keys()].filter((ref) => !required.has(ref)),
  );
  const labels = new Map(
    locked.map(({ ref, component }) => [
      ref,
      component.version ? `${component.name}@${component.version}` : component.name,
    ]),
  );
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : (labels.get(ref) ?? ref)) };
}
