import { purlOf } from '../../identity/purl.ts';
import type { Component } from '../../model/component.ts';

/** What a reader calls each component with a ref: its purl, or its name with its version. */
export function labelsOf(components: readonly Component[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const component of components) {
    const { ref } = component;
    if (ref !== undefined && !labels.has(ref)) labels.set(ref, labelOf(component));
  }
  return labels;
}

export function labelOf(component: Component): string {
  const { name, version } = component;
  return purlOf(component) ?? (version === undefined ? name : `${name}@${version}`);
}
