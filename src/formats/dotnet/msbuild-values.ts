import { parseXml } from '../../syntax/xml.ts';
import type { XmlElement } from '../../syntax/xml-element.ts';

/** What the files around a project define for it. */
export interface MsbuildValues {
  /** By name, folded to lower case as MSBuild compares them; the nearest file's value. */
  readonly properties: Map<string, string>;
  /** `PackageVersion` of central package management: package name, folded, to its version as written. */
  readonly versions: Map<string, string>;
}

/** Adds what a file defines; what is known already stands nearer and stays. */
export function addMsbuildValues(root: XmlElement, values: MsbuildValues): void {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    if (element.name === 'PropertyGroup') {
      for (const property of element.children) {
        const key = property.name.toLowerCase();
        if (!values.properties.has(key)) values.properties.set(key, property.text);
      }
    } else if (element.name === 'PackageVersion') {
      const name = attribute(element, 'Include') ?? attribute(element, 'Update');
      const version = attribute(element, 'Version');
      for (const one of name?.split(';') ?? []) {
        const key = one.trim().toLowerCase();
        if (version !== undefined && !values.versions.has(key)) values.versions.set(key, version);
      }
    } else for (let at = element.children.length - 1; at >= 0; at--) open.push(element.children[at] as XmlElement);
  }
}

/** A file beside the project; one that does not parse is an input of its own, where that is reported. */
export function rootOrNothing(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}

/** An attribute, or a child element of that name, whatever its case. */
export function attribute(element: XmlElement, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of element.attributes) if (key.toLowerCase() === wanted) return value;
  for (const child of element.children) if (child.name.toLowerCase() === wanted) return child.text;
  return undefined;
}

/** Replaces `$(Name)`; undefined where one of them is not known or is a function of MSBuild. */
export function msbuildText(text: string, values: MsbuildValues): string | undefined {
  let result = text;
  for (let round = 0; result.includes('$('); round++) {
    if (round === 10 || result.length > 2_000) return undefined;
    let isOpen = false;
    result = result.replace(/\$\(([^()]{0,200})\)/g, (whole, name: string) => {
      const value = values.properties.get(name.trim().toLowerCase());
      isOpen ||= value === undefined;
      return value ?? whole;
    });
    if (isOpen) return undefined;
  }
  return result;
}
