/**
 * ivy.xml and the resolvers of ivysettings.xml. Specification: Apache Ivy documentation, "Ivy Files" and "Settings Files". Surprising: a dependency
 * without `org` is of the module's own organisation, and `rev` may name a wish (`latest.integration`, `1.0+`).
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf, type XmlElement } from '../../syntax/xml-element.ts';
import { attributePlace } from '../dotnet/attribute-place.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { configurationScope } from './configuration-scope.ts';
import { mavenVersion } from './maven-version.ts';

/** Reads the declared dependencies of a module, or the addresses of resolvers. */
export const ivy: DocumentFormat = {
  id: 'jvm/ivy',
  title: 'Apache Ivy ivy.xml, ivysettings.xml',
  files: ['ivy.xml', 'ivysettings.xml', 'ivy-settings.xml'],
  mayBe: ['ivy-*.xml', '*.ivy.xml', '*-ivy.xml'],
  recognise: (head, path) =>
    /(?:^|\/)(?:ivy|ivy-?settings)\.xml$/i.test(path) || /<(?:ivy-module|ivysettings|ivyconf)[\s>]/.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name === 'ivysettings' || root.name === 'ivyconf') return resolvers(root);
  if (root.name !== 'ivy-module') throw new NotThisFormat(`its root element is "${root.name}", not "ivy-module"`);
  const info = child(root, 'info');
  if (!info) throw new UnreadableInput('wrong-shape', 'has no "info" element', { line: root.line });
  const own = info.attributes.get('organisation') ?? '';
  const components: Component[] = [];
  const problems: Problem[] = [];
  const list = child(root, 'dependencies');
  for (const one of list ? childrenOf(list, 'dependency') : []) {
    const name = one.attributes.get('name');
    const org = one.attributes.get('org') ?? own;
    const rev = one.attributes.get('rev');
    if (!name || `${org}${name}`.includes('${')) {
      problems.push({
        code: 'unresolved',
        line: one.line,
        message: 'a dependency has no literal name',
        weight: 'lost',
      });
      if (!name) continue;
    }
    const isOpen = rev?.includes('${') === true;
    if (isOpen)
      problems.push({
        code: 'unresolved',
        line: one.line,
        message: `the revision of ${org}:${name} is a property`,
        weight: 'lost',
      });
    const { version, constraint } = isOpen ? {} : mavenVersion(rev);
    const confs = [
      one.attributes.get('conf') ?? '',
      ...childrenOf(one, 'conf').map((conf) => conf.attributes.get('name') ?? ''),
    ];
    components.push({
      ...{
        kind: 'package',
        name: `${org}:${name}`,
        version,
        at: attributePlace(input.text, one, 'name'),
        direct: true,
      },
      ecosystem: `${org}${name}`.includes('${') ? undefined : 'maven',
      scope: configurationScope(ownConfs(confs)),
      attributes: constraint === undefined ? undefined : { constraint },
    });
  }
  return { components, problems };
}

/** The module's own side of `compile->default;test->runtime`; `*` is every one. */
function ownConfs(confs: readonly string[]): string[] {
  return confs
    .flatMap((conf) => conf.split(';'))
    .flatMap((mapping) => (mapping.split('->', 1)[0] ?? '').split(','))
    .map((name) => (name.trim() === '*' ? 'default' : name.trim()))
    .filter((name) => name !== '');
}

/** Resolvers stand inside each other; any attribute may be their address. */
function resolvers(root: XmlElement): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  const open = [...root.children];
  for (let one = open.shift(); one; one = open.shift()) {
    open.push(...one.children);
    for (const key of ['root', 'url', 'pattern', 'repository']) {
      const value = one.attributes.get(key);
      if (value === undefined || one.name === 'credentials') continue;
      const address = withoutSecrets(value);
      const component = settingComponent(`${one.name}.${key}`, address, { line: one.line, column: one.column });
      if (component) components.push(component);
      else if (/^\$\{[^}]*\}/.test(value) && !/^\$\{(?:basedir|ivy\.|user\.)/.test(value))
        problems.push({
          code: 'unresolved',
          line: one.line,
          message: 'the address of a resolver is a property',
          weight: 'note',
        });
    }
  }
  return { components, problems };
}
