/**
 * A dependency snapshot as build jobs submit it to GitHub. Specification: GitHub REST API, "Create a snapshot of
 * dependencies for a repository". Surprising: what a package needs is named by the keys of its manifest, or by purls.
 */
import type { Component, Scope } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import { jsonDocument, type ReadJson } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { labelsOf } from './labels.ts';
import { listedComponent, textIn } from './listed-package.ts';
import { lossList } from './loss.ts';
import { type Edge, plainGraph } from './plain-graph.ts';

/** Reads the resolved packages of every manifest and what they depend on. */
export const githubSnapshot = jsonDocument({
  id: 'sbom/github-snapshot',
  title: 'GitHub dependency snapshot',
  files: ['*.snapshot.json', 'dependency-snapshot.json'],
  mayBe: ['*.json'],
  recognise: (head) => jsonSbomKind(head) === 'github-snapshot',
  read,
});

function read(root: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  const manifests = memberOf(root, 'manifests');
  if (!isRecord(manifests)) throw new UnreadableInput('wrong-shape', 'has no "manifests" object', { line: 1 });
  const losses = lossList();
  const components: Component[] = [];
  const edges: Edge[] = [];
  const roots: string[] = [];
  for (const [name, manifest] of Object.entries(manifests)) {
    const at = [...prefix, 'manifests', name];
    const resolved = memberOf(manifest, 'resolved');
    if (resolved === undefined && isRecord(manifest)) continue;
    if (!isRecord(resolved)) {
      losses.add('wrong-type', at, `the manifest ${JSON.stringify(name)} has no "resolved" object`);
      continue;
    }
    const keyOfPurl = new Map<string, string>();
    for (const [key, value] of Object.entries(resolved)) {
      const purl = memberOf(value, 'package_url');
      if (typeof purl === 'string') keyOfPurl.set(purl, key);
    }
    for (const [key, value] of Object.entries(resolved)) {
      const entry = new Entry([...at, 'resolved'], key);
      if (!isRecord(value)) {
        losses.add('wrong-type', entry.path, 'a package is not an object');
        continue;
      }
      const ref = `${name} ${key}`;
      const purl = textIn(value, 'package_url');
      const listed = {
        name: key,
        version: undefined,
        purl,
        ecosystem: undefined,
        nameTail: [],
        purlTail: ['package_url'],
      };
      const component = listedComponent({ ...listed, ref }, entry, losses);
      if (component === undefined) continue;
      const isDirect = value.relationship === 'direct' ? true : value.relationship === 'indirect' ? false : undefined;
      if (isDirect) roots.push(ref);
      const scope: Scope | undefined =
        value.scope === 'development' ? 'dev' : value.scope === 'runtime' ? 'runtime' : undefined;
      const whole = { ...component, direct: isDirect, scope };
      components.push(whole);
      emit(whole);
      if (!Array.isArray(value.dependencies)) continue;
      for (const one of value.dependencies)
        if (typeof one === 'string') edges.push({ from: ref, to: `${name} ${keyOfPurl.get(one) ?? one}` });
    }
  }
  const graph = () => {
    const refs = new Set(components.flatMap(({ ref }) => (ref === undefined ? [] : [ref])));
    return plainGraph(refs, edges, roots, () => labelsOf(components));
  };
  return { losses, graph };
}
