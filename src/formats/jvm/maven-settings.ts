/**
 * Maven settings.xml, in `.mvn` or a repository's build folder. Specification: Maven documentation, "Settings Reference". Surprising: one mirror
 * whose `mirrorOf` is `*` answers for every repository that any POM names. Servers, with their passwords, and proxies are not read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf, textOf, type XmlElement } from '../../syntax/xml-element.ts';
import { settingComponent } from '../javascript/registry-settings.ts';

/** Reads the mirrors and the repositories of profiles; a file without any is valid. */
export const mavenSettings: DocumentFormat = {
  id: 'jvm/maven-settings',
  title: 'Maven settings.xml',
  files: ['.mvn/*settings*.xml'],
  mayBe: ['*settings*.xml'],
  recognise: (head, path) =>
    /(?:^|\/)\.mvn\/[^/]*$/.test(path) ||
    (/<settings[\s>]/.test(head) &&
      /SETTINGS\/1|<(?:mirrors|servers|profiles|localRepository|proxies)[\s>/]/.test(head)),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'settings') throw new NotThisFormat(`its root element is "${root.name}", not "settings"`);
  const components: Component[] = [];
  const problems: Problem[] = [];
  const read = (list: XmlElement | undefined, row: string): void => {
    for (const one of list ? childrenOf(list, row) : []) {
      const place = child(one, 'url');
      if (!place) continue;
      const mirrorOf = textOf(one, 'mirrorOf');
      const component = settingComponent(`${row}.url`, place.text, { line: place.line, column: place.column });
      if (component) components.push(mirrorOf ? { ...component, attributes: { mirrorOf } } : component);
      else if (place.text.includes('${'))
        problems.push({
          code: 'unresolved',
          line: place.line,
          message: `the address of a ${row} is a property`,
          weight: 'lost',
        });
    }
  };
  read(child(root, 'mirrors'), 'mirror');
  const profiles = child(root, 'profiles');
  for (const profile of profiles ? childrenOf(profiles, 'profile') : []) {
    read(child(profile, 'repositories'), 'repository');
    read(child(profile, 'pluginRepositories'), 'pluginRepository');
  }
  return { components, problems };
}
