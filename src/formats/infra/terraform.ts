/**
 * Configurations of Terraform and OpenTofu, *.tf and *.tf.json. Specification: the Terraform language documentation. Surprising: a provider needs no declaration:
 * a resource of type `alicloud_instance` is enough, and then it comes from the namespace `hashicorp`.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { jsonNodes } from '../../syntax/json-nodes.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { entriesIn, nodeAt, type TextEntry, type TextNode, textAt } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn } from './addresses.ts';
import { hclNodes } from './hcl-nodes.ts';
import { isUnresolved } from './image-component.ts';
import { keyMeaning } from './key-meaning.ts';
import { type Cloud, cloudComponent, cloudOf } from './regions.ts';
import { type Evidence, evidenceFor, readTree, type TreeRules } from './tree-evidence.ts';

/** Reads providers, modules, back ends, and of every block images, addresses, hosts and regions. */
export const terraform: DocumentFormat = {
  id: 'infra/terraform',
  title: 'Terraform and OpenTofu configurations',
  files: ['*.tf', '*.tofu', '*.tf.json', '*.tofu.json', '*.tfvars', '*.tfvars.json', 'terragrunt.hcl'],
  parse,
};

const registries: ReadonlySet<string> = new Set(['registry.terraform.io', 'registry.opentofu.org', 'terraform.io']);

function parse({ text, path }: DocumentInput): DocumentResult {
  const conflict = text.includes('<<<<<<< ') ? conflictMarkerLine(text) : undefined;
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  const root = path.endsWith('.json') ? jsonNodes(text) : hclNodes(text);
  if (root.kind !== 'map') throw new UnreadableInput('wrong-shape', 'is not an object', { line: 1 });
  const evidence = evidenceFor(text);
  if (/\.tfvars(?:\.json)?$/.test(path)) {
    readTree(root, {}, evidence);
    return { components: evidence.components, problems: evidence.problems };
  }
  const declared = new Set<string>();
  for (const entry of root.entries) if (entry.key === 'terraform') readSettings(entry.value, declared, evidence);
  const seen = new Set<Cloud>();
  for (const entry of root.entries) readBlock(entry, declared, seen, evidence);
  return { components: evidence.components, problems: evidence.problems };
}

/** `terraform { required_providers, backend, cloud }`, an object or, in JSON, a list of such. */
function readSettings(node: TextNode | undefined, declared: Set<string>, evidence: Evidence): void {
  for (const settings of node?.kind === 'list' ? node.items : [node]) {
    const wanted = nodeAt(settings, 'required_providers');
    for (const { key, offset, value } of (wanted?.kind === 'list' ? wanted.items : [wanted]).flatMap((one) =>
      entriesIn(one),
    )) {
      declared.add(key);
      const source = textAt(value, 'source');
      const version = (value?.kind === 'text' ? value : textAt(value, 'version'))?.value;
      evidence.components.push(
        providerComponent(source?.value ?? `hashicorp/${key}`, version, source?.offset ?? offset),
      );
    }
  }
}

function providerComponent(address: string, constraint: string | undefined, offset: number): Component {
  const parts = address.split('/');
  const host = parts.length === 3 ? (parts[0] as string).toLowerCase() : undefined;
  const name = host === undefined || registries.has(host) ? parts.slice(-2).join('/') : address;
  const identifiers: Identifier[] | undefined =
    host === undefined || registries.has(host)
      ? undefined
      : [{ kind: 'url', value: `https://${host}`, field: 'source', relation: 'fetched-from' }];
  return {
    kind: 'package',
    name,
    ecosystem: 'terraform',
    at: { offset },
    direct: true,
    ...(constraint && { attributes: { constraint } }),
    ...(identifiers && { identifiers }),
  };
}

const rules: TreeRules = {
  entry: (entry) =>
    entry.key === 'required_providers' || entry.key === 'required_version' || entry.key === 'depends_on'
      ? 'taken'
      : undefined,
};

function readBlock({ key, value }: TextEntry, declared: Set<string>, seen: Set<Cloud>, evidence: Evidence): void {
  if (value === undefined || keyMeaning(key) === 'prose') return;
  if (key === 'module') {
    for (const { value: body } of named(value)) {
      const source = textAt(body, 'source');
      if (source) readModule(source.value, textAt(body, 'version')?.value, source.offset, evidence);
      if (body)
        readTree(
          body,
          {
            ...rules,
            entry: (entry, ...more) =>
              entry.key === 'source' || entry.key === 'version' ? 'taken' : rules.entry?.(entry, ...more),
          },
          evidence,
        );
    }
    return;
  }
  if (key === 'resource' || key === 'data' || key === 'ephemeral') {
    for (const type of named(value)) {
      const cloud = cloudOf(type.key);
      useProvider(type.key.split('_', 1)[0] as string, type.offset, declared, evidence);
      if (cloud !== undefined && !seen.has(cloud)) {
        seen.add(cloud);
        const service = cloudComponent(cloud, `${key} ${type.key}`, { offset: type.offset });
        if (service) evidence.components.push(service);
      }
      if (type.value) readTree(type.value, { ...rules, ...(cloud && { cloud }) }, evidence);
    }
    return;
  }
  if (key === 'provider') {
    for (const { key: name, offset, value: body } of named(value)) {
      useProvider(name, offset, declared, evidence);
      const cloud = cloudOf(name);
      if (body) readTree(body, { ...rules, ...(cloud && { cloud }) }, evidence);
    }
    return;
  }
  if (key === 'variable' || key === 'output') {
    // A default is used where nobody says otherwise; the name of the variable says what it is.
    for (const { key: name, offset, value: body } of named(value)) {
      const fallback = nodeAt(body, key === 'variable' ? 'default' : 'value');
      const cloud = cloudOf(name);
      if (fallback)
        readTree(
          { kind: 'map', entries: [{ key: name, offset, value: fallback }], offset },
          { ...rules, ...(cloud && { cloud }) },
          evidence,
        );
    }
    return;
  }
  const cloud = key === 'terraform' ? cloudOf(entriesIn(nodeAt(value, 'backend'))[0]?.key ?? '') : undefined;
  readTree(value, { ...rules, ...(cloud && { cloud }) }, evidence);
}

/** Labels below a block, also where the JSON form gives a list. */
function named(value: TextNode): readonly TextEntry[] {
  return value.kind === 'list' ? value.items.flatMap((item) => entriesIn(item)) : entriesIn(value);
}

/** What the namespace of a provider without a declaration holds or held. Others must be declared, often in the next file. */
const undeclared: ReadonlySet<string> = new Set(
  'aws azurerm azuread azurestack google google-beta kubernetes helm random null local tls archive external http time vault consul nomad dns cloudinit template alicloud'.split(
    ' ',
  ),
);

function useProvider(name: string, offset: number, declared: Set<string>, evidence: Evidence): void {
  if (declared.has(name) || !undeclared.has(name)) return;
  declared.add(name);
  evidence.components.push(providerComponent(`hashicorp/${name}`, undefined, offset));
}

/** A module of a registry (`namespace/name/system`), of a repository, or of the project itself. */
function readModule(source: string, version: string | undefined, offset: number, evidence: Evidence): void {
  const { components } = evidence;
  if (/^\.{0,2}\//.test(source) || isUnresolved(source)) return;
  const at = { offset };
  const registry = /^(?:([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?)\/)?([\w-]+)\/([\w-]+)\/([\w-]+)(?:\/\/.*)?$/i.exec(
    source,
  );
  if (registry && registry[1] !== 'github.com' && registry[1] !== 'bitbucket.org') {
    const host = registry[1];
    const isPublic = host === undefined || registries.has(host);
    components.push({
      kind: 'package',
      name: `${isPublic ? '' : `${host}/`}${registry[2]}/${registry[3]}/${registry[4]}`,
      ...(version !== undefined && /^\d/.test(version) && { version }),
      ecosystem: 'terraform',
      at,
      direct: true,
      ...(!isPublic && {
        identifiers: [
          { kind: 'url' as const, value: `https://${host}`, field: 'source', relation: 'fetched-from' as const },
        ],
      }),
    });
    return;
  }
  const [address] = addressesIn(source);
  const plain = source.replace(/^git::/, '');
  const written = address?.value ?? (hostOf(plain) === undefined ? undefined : withoutSecrets(plain));
  if (written !== undefined) components.push(addressComponent(written, 'source', at, 'fetched-from'));
}
