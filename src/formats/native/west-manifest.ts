/**
 * west.yml of Zephyr's west. Specification: Zephyr documentation, "West manifests". Surprising: a project's address is a remote's base joined with
 * its name, where it has none of its own; `import` takes in what the manifest of another project lists, which is not here.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { withFacts } from '../languages/constraint.ts';
import { withoutLastSlashes } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads the projects with the repositories and revisions they stand at. */
export const westManifest: DocumentFormat = {
  id: 'native/west-manifest',
  title: 'West west.yml',
  files: ['west.yml', 'west.yaml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const manifest = memberOf(parseYaml(input.text), 'manifest');
  if (!isRecord(manifest)) throw new UnreadableInput('wrong-shape', 'has no "manifest" mapping', { line: 1 });
  const remotes = new Map<string, string>();
  for (const remote of listOf(memberOf(manifest, 'remotes')) ?? []) {
    const name = stringOf(memberOf(remote, 'name'));
    const base = stringOf(memberOf(remote, 'url-base'));
    if (name !== undefined && base !== undefined) remotes.set(name, base);
  }
  const defaults = memberOf(manifest, 'defaults');
  const projects = memberOf(manifest, 'projects');
  const losses: Loss[] = [];
  if (projects !== undefined && projects !== null && !Array.isArray(projects))
    losses.push({ code: 'wrong-type', path: ['manifest', 'projects'], message: '"projects" is not a list' });
  const components: Component[] = [];
  for (const [at, project] of (listOf(projects) ?? []).entries()) {
    const path = ['manifest', 'projects', at];
    const name = stringOf(memberOf(project, 'name'));
    if (name === undefined) {
      losses.push({ code: 'wrong-type', path, message: 'a project has no name' });
      continue;
    }
    const remote = stringOf(memberOf(project, 'remote')) ?? stringOf(memberOf(defaults, 'remote'));
    const base = remote === undefined ? undefined : remotes.get(remote);
    const address =
      stringOf(memberOf(project, 'url')) ??
      (base === undefined
        ? undefined
        : `${withoutLastSlashes(base)}/${stringOf(memberOf(project, 'repo-path')) ?? name}`);
    if (address === undefined)
      losses.push({ code: 'missing-remote', path: [...path, 'name'], message: `no address is known for "${name}"` });
    const imports = memberOf(project, 'import');
    components.push({
      kind: 'package',
      ...(address === undefined ? { name, ecosystem: 'git' as const } : repositoryComponent(address, 'url')),
      version: stringOf(memberOf(project, 'revision')) ?? stringOf(memberOf(defaults, 'revision')),
      at: { path: [...path, 'name'] },
      direct: true,
      attributes: withFacts(undefined, {
        project: name,
        path: stringOf(memberOf(project, 'path')),
        import: imports === undefined || imports === 'false' ? undefined : 'true',
      }),
    });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
