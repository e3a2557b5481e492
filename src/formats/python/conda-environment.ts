/**
 * environment.yml of conda, mamba and micromamba. Specification: conda documentation, "Creating an environment file manually". Surprising: `=1.2`
 * means any 1.2.x and only `==1.2` or a build behind it is exact; a list of pip requirements may stand among the packages; and channels are
 * where everything comes from, in order.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from './loss.ts';
import { pythonSource } from './python-source.ts';
import { requirementOf } from './requirement.ts';
import { statementsOf } from './requirement-statement.ts';

/** Reads the declared packages, the pip requirements among them, and channels that are addresses. */
export const condaEnvironment: DocumentFormat = {
  id: 'python/conda-environment',
  title: 'conda environment.yml',
  files: ['environment.yml', 'environment.yaml'],
  mayBe: ['environment*.yml', 'environment*.yaml', '*environment.yml', '*environment.yaml'],
  recognise: (head) => /^dependencies\s*:/m.test(head),
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const list = listOf(memberOf(root, 'dependencies'));
  if (!list && memberOf(root, 'dependencies') !== null)
    throw new UnreadableInput('wrong-shape', 'has no "dependencies" list', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [at, channel] of (listOf(memberOf(root, 'channels')) ?? []).entries()) {
    const component =
      typeof channel === 'string' ? settingComponent('channels', channel, { path: ['channels', at] }) : undefined;
    if (component) components.push(component);
  }
  for (const [at, value] of (list ?? []).entries()) {
    const path: Path = ['dependencies', at];
    const pip = listOf(memberOf(value, 'pip'));
    const one = typeof value === 'string' ? condaComponent(value, path) : undefined;
    if (one) components.push(one);
    else if (pip)
      for (const [inner, text] of pip.entries())
        components.push(...pipComponents(text, [...path, 'pip', inner], losses));
    else losses.push({ code: 'wrong-type', path, message: 'a dependency is neither a package nor a list for pip' });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}

/** `channel::name=version=build`, `name>=1`, `name 1.2.*`, `name[version=...]`. */
function condaComponent(text: string, path: Path): Component | undefined {
  const found = /^\s*(?:(\S+)::)?([A-Za-z0-9_.-]+)\s*(.*)$/.exec(text);
  if (!found?.[2]) return undefined;
  const [, channel, name, rest = ''] = found;
  const constraint = rest.trim();
  const exact = /^(?:==\s*([^\s=*,|]+)|=\s*([^\s=*,|]+)=\S+)$/.exec(constraint);
  const version = exact?.[1] ?? exact?.[2];
  const attributes: Record<string, string> = {};
  if (constraint !== '' && version === undefined) attributes.constraint = constraint;
  if (channel !== undefined) attributes.channel = channel;
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'conda',
    at: { path },
    direct: true,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

function pipComponents(text: unknown, path: Path, losses: Loss[]): Component[] {
  const written = typeof text === 'string' ? text.trim() : '';
  const requirement = requirementOf(written);
  if (requirement) {
    const origin = requirement.url === undefined ? undefined : pythonSource(requirement.url, 'requirement');
    const isRange = requirement.version === undefined && requirement.specifier !== '';
    return [
      {
        kind: 'package',
        name: requirement.name,
        version: requirement.version,
        ecosystem: 'pypi',
        at: { path },
        direct: true,
        source: origin?.source,
        entry: origin?.entry,
        identifiers: origin && origin.identifiers.length > 0 ? origin.identifiers : undefined,
        attributes: isRange ? { constraint: requirement.specifier } : undefined,
      },
    ];
  }
  const found: Component[] = [];
  for (const one of written === '' ? [] : statementsOf({ text: written, line: 1, column: 1, comments: [] })) {
    if (one.kind === 'index') {
      const component = settingComponent(one.option, one.value, { path });
      if (component) found.push(component);
    } else if (one.kind === 'reference') {
      const origin = pythonSource(one.reference, 'requirement');
      const ecosystem = origin.entry === 'file' ? undefined : 'pypi';
      const identifiers = origin.identifiers.length > 0 ? origin.identifiers : undefined;
      found.push({
        kind: 'package',
        name: one.name,
        version: one.version,
        ecosystem,
        at: { path },
        direct: true,
        source: origin.source,
        entry: origin.entry,
        identifiers,
      });
    } else if (one.kind === 'include')
      losses.push({
        code: 'include-not-followed',
        path,
        message: `includes "${one.file}", which is read only as an input of its own`,
      });
    else if (one.kind !== 'unknown-option')
      losses.push({ code: 'wrong-type', path, message: 'a line for pip is neither a requirement nor an option' });
  }
  if (written === '') losses.push({ code: 'wrong-type', path, message: 'a line for pip is not text' });
  return found;
}
