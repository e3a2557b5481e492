import type { Component, Place, Scope } from '../../model/component.ts';
import { pythonSource } from './python-source.ts';
import type { Requirement } from './requirement.ts';
import { requirementLines } from './requirement-lines.ts';
import { statementsOf } from './requirement-statement.ts';

/** A declared requirement as a component: a pin is its version, anything else a constraint. `field` names where it stands. */
export function requirementComponent(
  requirement: Requirement,
  at: Place,
  scope: Scope | undefined,
  field: string,
): Component {
  const origin = requirement.url === undefined ? undefined : pythonSource(requirement.url, field);
  const attributes: Record<string, string> = {};
  if (requirement.version === undefined && requirement.specifier !== '') attributes.constraint = requirement.specifier;
  if (requirement.marker) attributes.marker = requirement.marker;
  if (requirement.extras.length > 0) attributes.extras = requirement.extras.join(',');
  return {
    kind: 'package',
    name: requirement.name,
    version: requirement.version,
    ecosystem: 'pypi',
    at,
    direct: true,
    scope,
    source: origin?.source,
    entry: origin?.entry,
    identifiers: origin && origin.identifiers.length > 0 ? origin.identifiers : undefined,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/**
 * Everything a requirements file asks for, standing at one place of the file that names it. `onLoss` hears of lines that are no
 * requirement and of files that are included from there.
 */
export function requirementsOfFile(
  text: string,
  at: Place,
  scope: Scope | undefined,
  file: string,
  onLoss: (message: string) => void,
): Component[] {
  const found: Component[] = [];
  for (const one of requirementLines(text).flatMap(statementsOf)) {
    if (one.kind === 'requirement') {
      const component = requirementComponent(one.requirement, at, scope, 'requirement');
      found.push({ ...component, attributes: { ...component.attributes, file } });
    } else if (one.kind === 'reference') {
      const { source, entry, identifiers } = pythonSource(one.reference, 'requirement');
      const ecosystem = entry === 'file' && one.version === undefined ? undefined : 'pypi';
      const links = identifiers.length > 0 ? identifiers : undefined;
      found.push({
        ...{ kind: 'package', name: one.name, version: one.version, ecosystem, at, direct: true, scope, source, entry },
        identifiers: links,
        attributes: { file },
      });
    } else if (one.kind === 'bad') onLoss(`line ${one.line.line} of "${file}" is not a requirement`);
    else if (one.kind === 'include')
      onLoss(`"${file}" includes "${one.file}", which is read only as an input of its own`);
  }
  return found;
}
