/**
 * mix.exs of Elixir. Specification: Mix documentation, "mix deps". Surprising: it is a program, so only literal tuples in lists of dependencies
 * can be read; `hex:` names the real package, `organization:` a private registry of it.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { requirementOf, withFacts } from '../languages/constraint.ts';
import { gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { type MixDependency, mixDependencies } from './mix-dependencies.ts';

/** Reads the dependencies that are written as literals; a computed one is a problem. */
export const mixExs: DocumentFormat = { id: 'beam/mix-exs', title: 'Elixir mix.exs', files: ['mix.exs'], parse };

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  if (!/\bdefmodule\b/.test(input.text)) throw new UnreadableInput('wrong-shape', 'defines no module', { line: 1 });
  const { dependencies, computed } = mixDependencies(input.text);
  const problems = computed.map(
    (line): Problem => ({
      code: 'not-literal',
      line,
      message: 'this dependency is computed, so it is unknown',
      weight: 'lost',
    }),
  );
  return { components: dependencies.map(componentOf), problems };
}

function componentOf(one: MixDependency): Component {
  const name = one.option('hex') ?? one.name;
  const { version, attributes } = requirementOf(one.requirement, ['=='], 'exact');
  const facts = {
    alias: name === one.name ? undefined : one.name,
    branch: one.option('branch'),
    tag: one.option('tag'),
    ref: one.option('ref'),
    organization: one.option('organization'),
    repo: one.option('repo'),
  };
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'hex',
    at: { offset: one.offset },
    direct: true,
    scope: mixScope(one),
    attributes: withFacts(attributes, facts),
    ...originOf(one),
  };
}

/** `only:` without production means that the package is not part of what is released. */
export function mixScope(one: MixDependency): Scope | undefined {
  if (one.option('optional') === 'true') return 'optional';
  if (one.only.length === 0) return 'runtime';
  if (one.only.includes('prod')) return 'runtime';
  return one.only.every((name) => name === 'test') ? 'test' : 'dev';
}

function originOf(one: MixDependency): Origin {
  const github = one.option('github');
  if (github !== undefined) return gitOrigin(`https://github.com/${github}`, 'github');
  const git = one.option('git');
  if (git !== undefined) return isLocalAddress(git) ? { source: git, entry: 'link' } : gitOrigin(git, 'git');
  const path = one.option('path');
  if (path !== undefined) return { source: path, entry: 'link' };
  return one.option('in_umbrella') === 'true' ? { entry: 'workspace' } : {};
}
