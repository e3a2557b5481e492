/**
 * gradle/verification-metadata.xml. Specification: Gradle user manual, "Verifying dependencies". Surprising: it lists everything that any build of the
 * project ever fetched, plugins and their dependencies included, so it is the most complete list of a Gradle project; but with trusted keys
 * instead of checksums it may list nothing.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf } from '../../syntax/xml-element.ts';
import { attributePlace } from '../dotnet/attribute-place.ts';

/** Reads the verified components; it has no edges. */
export const gradleVerification: DocumentFormat = {
  id: 'jvm/gradle-verification',
  title: 'Gradle verification-metadata.xml',
  files: ['verification-metadata.xml'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'verification-metadata')
    throw new NotThisFormat(`its root element is "${root.name}", not "verification-metadata"`);
  const list = child(root, 'components');
  if (!list) throw new UnreadableInput('wrong-shape', 'has no "components" element', { line: root.line });
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const one of childrenOf(list, 'component')) {
    const group = one.attributes.get('group');
    const name = one.attributes.get('name');
    if (group && name)
      components.push({
        ...{ kind: 'package', name: `${group}:${name}`, version: one.attributes.get('version'), ecosystem: 'maven' },
        at: attributePlace(input.text, one, 'name'),
      });
    else
      problems.push({
        code: 'wrong-type',
        line: one.line,
        message: 'a component has no group or no name',
        weight: 'lost',
      });
  }
  return { components, problems };
}
