/**
 * .mvn/extensions.xml: extensions of Maven's own core. Specification: Maven documentation, "Using Maven Extensions". Surprising: they are fetched and
 * run before any POM is read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf, textOf } from '../../syntax/xml-element.ts';

/** Reads the core extensions. */
export const mavenExtensions: DocumentFormat = {
  id: 'jvm/maven-extensions',
  title: 'Maven .mvn/extensions.xml',
  files: ['.mvn/extensions.xml'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'extensions') throw new NotThisFormat(`its root element is "${root.name}", not "extensions"`);
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const one of childrenOf(root, 'extension')) {
    const [group, name, version] = [textOf(one, 'groupId'), textOf(one, 'artifactId'), textOf(one, 'version')];
    const { line, column } = child(one, 'artifactId') ?? one;
    if (group && name)
      components.push({
        ...{ kind: 'package', name: `${group}:${name}`, version: version?.includes('${') ? undefined : version },
        ...{ ecosystem: 'maven', at: { line, column }, direct: true, scope: 'build' },
      });
    if (!group || !name || version?.includes('${'))
      problems.push({
        code: 'unresolved',
        line,
        message: 'an extension has no literal name and version',
        weight: 'lost',
      });
  }
  return { components, problems };
}
