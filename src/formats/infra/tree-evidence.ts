import type { Component } from '../../model/component.ts';
import type { Problem } from '../../model/problem.ts';
import { lineIndex } from '../../syntax/text.ts';
import { nodeAt, type TextEntry, type TextMap, type TextNode, type TextScalar } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn, bareHost, mayHoldAddress, relationUnder } from './addresses.ts';
import { imageComponent, isUnresolved, withDefaults } from './image-component.ts';
import { type KeyMeaning, keyMeaning } from './key-meaning.ts';
import { type Cloud, cloudOf, regionComponent, regionIn, regionOfArn } from './regions.ts';
import { readSetting, shellAddresses } from './shell-lines.ts';

/** What was found in a document, and what it lacks. */
export interface Evidence {
  readonly components: Component[];
  readonly problems: Problem[];
  readonly text: string;
  /** Offsets of values that a template engine has still to fill in where an image or address would stand. */
  readonly gaps: number[];
}

/** How one format differs from what the keys say by themselves. */
export interface TreeRules {
  /** Over the key's usual meaning. */
  readonly keys?: ReadonlyMap<string, KeyMeaning>;
  /** The cloud that regions of this document belong to where nothing nearer says so. */
  readonly cloud?: Cloud;
  /** `taken`: the member has been read, nothing below it is looked at. */
  readonly entry?: (entry: TextEntry, parent: TextMap, under: string, evidence: Evidence) => 'taken' | undefined;
  /** As `entry`, for a whole map before its members. */
  readonly map?: (map: TextMap, under: string, evidence: Evidence) => 'taken' | undefined;
  /** `noted`: values with gaps where an address would stand are told. */
  readonly gaps?: 'noted';
  /** What an image that nothing names yet is: a template's value is filled in elsewhere. */
  readonly unresolved?: 'lost' | 'elsewhere';
}

export function evidenceFor(text: string): Evidence {
  return { components: [], problems: [], text, gaps: [] };
}

/** Looks through a document for images, addresses, hosts, regions and shell text. */
export function readTree(node: TextNode, rules: TreeRules, evidence: Evidence): void {
  read(node, '', 'plain', rules, rules.cloud, evidence);
}

function read(
  node: TextNode,
  key: string,
  meaning: KeyMeaning,
  rules: TreeRules,
  cloud: Cloud | undefined,
  evidence: Evidence,
): void {
  if (node.kind === 'text') {
    readText(node, key, meaning, rules, cloud, evidence);
    return;
  }
  if (node.kind === 'list') {
    for (const item of node.items) read(item, key, meaning, rules, cloud, evidence);
    return;
  }
  if (rules.map?.(node, key, evidence) === 'taken') return;
  const settings = settingOf(node);
  const image = splitImage(node, key);
  if (image) readImage(image.reference, key, image.offset, rules, evidence);
  for (const entry of node.entries) {
    if (image?.keys.has(entry.key)) continue;
    if (rules.entry?.(entry, node, key, evidence) === 'taken') continue;
    const { value } = entry;
    if (value === undefined) continue;
    if (settings !== undefined && value === settings.value) {
      read(value, settings.name, meaningUnder(settings.name, rules), rules, cloudOf(settings.name) ?? cloud, evidence);
      continue;
    }
    // "image: { name: a/b }", where a name is no label.
    const own = meaning === 'image' && entry.key === 'name' ? 'image' : meaningUnder(entry.key, rules);
    if (own === 'prose') continue;
    // "servers: { eu: a.b }": names below a key that says what they are.
    const below =
      own === 'plain' && value.kind === 'text' && (meaning === 'host' || meaning === 'shell') ? meaning : own;
    read(
      value,
      entry.key,
      below,
      rules,
      own === 'plain' && value.kind === 'text' ? cloud : (cloudOf(entry.key) ?? cloud),
      evidence,
    );
  }
}

function meaningUnder(key: string, rules: TreeRules): KeyMeaning {
  return rules.keys?.get(key) ?? keyMeaning(key);
}

/** `{name: REGISTRY, value: ...}`: an environment entry whose key is a value. */
function settingOf(map: TextMap): { readonly name: string; readonly value: TextNode } | undefined {
  const { entries } = map;
  if (entries.length < 2 || entries.length > 4) return undefined;
  let name: TextNode | undefined;
  let value: TextNode | undefined;
  for (const entry of entries) {
    if (entry.key === 'name' || entry.key === 'Name' || entry.key === 'key') name ??= entry.value;
    else if (entry.key === 'value' || entry.key === 'Value') value ??= entry.value;
  }
  return name?.kind === 'text' && value !== undefined ? { name: name.value, value } : undefined;
}

/** `{registry, repository, tag}`, the usual form in values of Helm charts. */
function splitImage(
  map: TextMap,
  under: string,
): { readonly reference: string; readonly offset: number; readonly keys: ReadonlySet<string> } | undefined {
  let repository: TextNode | undefined;
  for (const entry of map.entries) if (entry.key === 'repository') repository = entry.value;
  // Most maps have none.
  if (repository === undefined) return undefined;
  if (repository?.kind !== 'text' || repository.value === '' || repository.value.includes('://')) return undefined;
  const tag = nodeAt(map, 'tag') ?? nodeAt(map, 'digest');
  const isImage =
    tag !== undefined ||
    nodeAt(map, 'pullPolicy') !== undefined ||
    nodeAt(map, 'registry') !== undefined ||
    /image/i.test(under);
  if (!isImage) return undefined;
  const registry = nodeAt(map, 'registry');
  const host = registry?.kind === 'text' && registry.value !== '' ? `${registry.value.replace(/\/$/, '')}/` : '';
  const version =
    tag?.kind === 'text' && tag.value !== '' ? (tag.value.includes(':') ? `@${tag.value}` : `:${tag.value}`) : '';
  return {
    reference: `${host}${repository.value}${version}`,
    offset: repository.offset,
    keys: new Set(['registry', 'repository', 'tag', 'digest']),
  };
}

function readText(
  node: TextScalar,
  key: string,
  meaning: KeyMeaning,
  rules: TreeRules,
  cloud: Cloud | undefined,
  evidence: Evidence,
): void {
  const { value, offset } = node;
  const { components } = evidence;
  if (rules.gaps === 'noted' && value.includes('{{') && (meaning === 'host' || mayHoldAddress(value)))
    evidence.gaps.push(offset);
  switch (meaning) {
    case 'prose':
      return;
    case 'image':
      readImage(value, key, offset, rules, evidence);
      return;
    case 'shell':
      components.push(...shellAddresses(value, key, (at) => ({ offset: offset + at })));
      return;
    case 'region': {
      const region = regionIn(value, cloud);
      if (region !== undefined) {
        components.push(regionComponent(region, key, { offset }));
        return;
      }
      break;
    }
    case 'host':
      if (!mayHoldAddress(value)) {
        for (const part of value.includes(',') ? withDefaults(value).split(',') : [withDefaults(value)]) {
          const host = bareHost(part);
          if (host !== undefined) components.push(addressComponent(host, key, { offset }, relationUnder(key)));
        }
        return;
      }
      break;
    default:
  }
  if (value.length < 8) return;
  // `initImage: host/a/b:1`: any other image needs the host of a registry to be told from a picture.
  if (
    /image$/i.test(key) &&
    value.includes('/') &&
    bareHost(value.slice(0, value.indexOf('/')).replace(/:\d+$/, '')) !== undefined
  ) {
    readImage(value, key, offset, rules, evidence);
    return;
  }
  // `NAME=value` as an element of a list: an environment.
  const setting = value.includes('=') && !value.includes('\n') ? /^([A-Za-z_][\w.-]{0,100})=(.*)$/.exec(value) : null;
  if (setting) {
    readSetting(
      setting[1] as string,
      setting[2] as string,
      '',
      (at) => ({ offset: offset + (setting[1] as string).length + 1 + at }),
      components,
    );
    return;
  }
  if (value.startsWith('arn:aws')) {
    const region = regionOfArn(value);
    if (region !== undefined) components.push(regionComponent(region, key, { offset }));
    return;
  }
  if (!mayHoldAddress(value)) return;
  const filled = value.length < 2000 ? withDefaults(value) : value;
  for (const { value: address, offset: at } of addressesIn(filled))
    components.push(
      addressComponent(address, key, { offset: offset + (filled === value ? at : 0) }, relationUnder(key)),
    );
}

/** An image where the key says that one stands. What is still to be filled in is a loss, unless a template is filled in from a file that is read. */
export function readImage(written: string, key: string, offset: number, rules: TreeRules, evidence: Evidence): void {
  const reference = withDefaults(written.trim());
  // Not every "image" is one that runs: pictures, disks, addresses.
  if (
    reference === '' ||
    /^(?:https?|data|file):|^\.{0,2}\/|^(?:.*\/)?Dockerfile[^:]*$|\.(?:png|svg|jpe?g|gif|webp|ico|iso|qcow2|img|raw|vhd)$/i.test(
      reference,
    )
  ) {
    if (/^https?:/.test(reference))
      readText({ kind: 'text', value: written, offset }, key, 'plain', rules, undefined, evidence);
    return;
  }
  if (isUnresolved(reference)) {
    if (rules.unresolved === 'elsewhere') return;
    evidence.problems.push({
      code: 'unresolved',
      line: lineIndex(evidence.text).at(offset).line,
      message: `the image "${written.trim().slice(0, 100)}" is named by a variable that this file does not fill in`,
      weight: 'lost',
    });
    return;
  }
  const component = imageComponent(reference, { offset });
  if (component) evidence.components.push(component);
}
