import { parseImageReference } from '../../identity/image-reference.ts';
import type { Component, Place } from '../../model/component.ts';
import { regionOfHost } from './regions.ts';

/** An image by its reference. Undefined for what is no reference and for `scratch`; ask `isUnresolved` first. */
export function imageComponent(reference: string, at: Place): Component | undefined {
  const text = reference.trim().replace(/^docker(?:-daemon|-image)?:\/\//, '');
  if (text === 'scratch') return undefined;
  const image = parseImageReference(text);
  if (image === undefined) return undefined;
  const version = image.tag ?? image.digest;
  // `1234.dkr.ecr.cn-north-1.amazonaws.com.cn/app`: the registry's own name says where the image rests.
  const region = regionOfHost(image.name.slice(0, Math.max(0, image.name.indexOf('/'))));
  return {
    kind: 'image',
    name: image.name,
    ...(version !== undefined && { version }),
    ecosystem: 'docker',
    at,
    direct: true,
    ...(region !== undefined && { identifiers: [{ kind: 'region', value: region, field: 'image' }] }),
  };
}

/** True for text that a template engine, shell or pipeline has still to fill in. */
export function isUnresolved(text: string): boolean {
  return /\$\{|\$\(|<<|\$\[\[?|\{\{|\}\}|<%|\{%|^\$[A-Za-z_]|[:/@-]\$[A-Za-z_]|%[A-Za-z_]\w*%/.test(text);
}

/** `${NAME:-default}` and `${NAME-default}` as their defaults, which is what runs where nobody says otherwise. `$$` is a dollar sign. */
export function withDefaults(text: string): string {
  if (!text.includes('${')) return text;
  let filled = text;
  // A default may hold another one; three levels are more than anybody writes.
  for (let round = 0; round < 3 && filled.includes('${'); round++)
    filled = filled.replace(/\$\{[A-Za-z_]\w{0,200}:?-([^{}$]{0,1000})\}/g, '$1');
  return filled;
}
