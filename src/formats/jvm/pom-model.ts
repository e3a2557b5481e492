import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf, textOf, type XmlElement } from '../../syntax/xml-element.ts';

/** A POM as it is written, nothing inherited and no property replaced. */
export interface PomModel {
  readonly root: XmlElement;
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  readonly parent: PomParent | undefined;
  readonly properties: ReadonlyMap<string, string>;
  readonly profiles: readonly PomProfile[];
  readonly modules: readonly string[];
}

export interface PomParent {
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  /** `../pom.xml` where nothing is written; '' says that the parent comes from a repository. */
  readonly relativePath: string;
  readonly element: XmlElement;
}

export interface PomProfile {
  readonly element: XmlElement;
  readonly properties: ReadonlyMap<string, string>;
}

/** What was read last. The modules of a reactor share their parents, which would else be read once a module. */
const recent = new Map<string, PomModel>();
const recentLimit = 16;

/** Throws `SyntaxFault`. A document of another kind is the caller's to judge by its root. */
export function readPom(text: string): PomModel {
  const known = recent.get(text);
  if (known) return known;
  const model = modelOf(parseXml(text));
  const [oldest] = recent.size >= recentLimit ? recent.keys() : [];
  if (oldest !== undefined) recent.delete(oldest);
  recent.set(text, model);
  return model;
}

/** As `readPom`, for a POM that is an input of its own where its faults are reported. */
export function readPomOrNothing(text: string): PomModel | undefined {
  try {
    return readPom(text);
  } catch {
    return undefined;
  }
}

function modelOf(root: XmlElement): PomModel {
  const parent = child(root, 'parent');
  const profiles = child(root, 'profiles');
  const modules = child(root, 'modules') ?? child(root, 'subprojects');
  return {
    root,
    groupId: filled(textOf(root, 'groupId')),
    artifactId: filled(textOf(root, 'artifactId')),
    version: filled(textOf(root, 'version')),
    parent: parent && {
      groupId: filled(textOf(parent, 'groupId')),
      artifactId: filled(textOf(parent, 'artifactId')),
      version: filled(textOf(parent, 'version')),
      relativePath: textOf(parent, 'relativePath') ?? '../pom.xml',
      element: parent,
    },
    properties: propertiesOf(root),
    profiles: (profiles ? childrenOf(profiles, 'profile') : []).map((element) => ({
      element,
      properties: propertiesOf(element),
    })),
    modules: (modules?.children ?? []).map((module) => module.text),
  };
}

function propertiesOf(element: XmlElement): Map<string, string> {
  const found = new Map<string, string>();
  for (const property of child(element, 'properties')?.children ?? []) found.set(property.name, property.text);
  return found;
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
