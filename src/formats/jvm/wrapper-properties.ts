/**
 * gradle-wrapper.properties and maven-wrapper.properties. Specification: Gradle user manual, "Gradle Wrapper", and Maven Wrapper documentation.
 * Surprising: it is where every build of a checkout fetches the build tool itself from, so a mirror in it sees every machine.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { parseProperties } from '../../syntax/properties.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';

/** Reads the distribution and the wrapper's own jar. */
export const wrapperProperties: DocumentFormat = {
  id: 'jvm/wrapper-properties',
  title: 'Gradle and Maven wrapper properties',
  files: ['gradle-wrapper.properties', 'maven-wrapper.properties'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const components: Component[] = [];
  const isMaven = /maven-wrapper\.properties$/i.test(input.path);
  for (const { key, value, line, column } of parseProperties(input.text)) {
    if ((key !== 'distributionUrl' && key !== 'wrapperUrl') || value === '') continue;
    const source = withoutSecrets(value);
    const file = (source.split(/[?#]/, 1)[0] ?? '').split('/').pop() ?? '';
    const found = /^([A-Za-z][A-Za-z0-9-]*?)-(\d[\w.+-]*?)(?:-(?:bin|all|docs|src))?\.(?:zip|jar|tar\.gz)$/.exec(file);
    const tool = found?.[1] ?? (isMaven ? 'apache-maven' : 'gradle');
    const group = tool === 'apache-maven' ? 'org.apache.maven' : 'org.apache.maven.wrapper';
    components.push({
      ...{ kind: 'package', name: isMaven ? `${group}:${tool}` : tool, version: found?.[2] },
      ...{ ecosystem: isMaven ? 'maven' : 'generic', at: { line, column }, direct: true, scope: 'build', source },
      entry: hostOf(value) === undefined ? 'file' : 'url',
      identifiers:
        hostOf(value) === undefined
          ? undefined
          : [{ kind: 'url', value: source, field: key, relation: 'fetched-from' }],
    });
  }
  if (components.length === 0) throw new UnreadableInput('wrong-shape', 'has no "distributionUrl"', { line: 1 });
  return { components };
}
