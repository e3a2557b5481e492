/**
 * Trivy's JSON report, schema 2. Specification: Trivy's `pkg/types/report.go`. Surprising: it lists packages only with
 * `--list-all-pkgs`; without, only the vulnerable ones are in it, and it says so nowhere.
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
import { type Losses, lossList } from './loss.ts';
import { ecosystemOfType } from './package-types.ts';
import { type Edge, plainGraph } from './plain-graph.ts';
import { scannedImage } from './scanned-image.ts';

/** Reads the packages of every result, or the vulnerable ones where no others are listed, and the image. */
export const trivyJson = jsonDocument({
  id: 'sbom/trivy-json',
  title: 'Trivy JSON',
  files: ['*.trivy.json', 'trivy.json', 'trivy-*.json'],
  mayBe: ['*.json'],
  recognise: (head, path) => {
    const kind = jsonSbomKind(head);
    return kind === 'trivy' || (kind === 'unclear' && /(?:^|[./])trivy\.json$/i.test(path));
  },
  read,
});

const nameTail = ['Name'];
const purlTail = ['Identifier', 'PURL'];
const foundNameTail = ['PkgName'];
const foundPurlTail = ['PkgIdentifier', 'PURL'];

function read(root: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const { Results: results } = root;
  if (results !== undefined && results !== null && !Array.isArray(results))
    throw new UnreadableInput('wrong-shape', '"Results" is not a list');
  if (!Array.isArray(results) && root.ArtifactName === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "Results" list', { line: 1 });
  const losses = lossList();
  const components: Component[] = [];
  const edges: Edge[] = [];
  const take = (component: Component | undefined): void => {
    if (component === undefined) return;
    components.push(component);
    emit(component);
  };
  const image = imageOf(root, prefix);
  take(image);
  let hasList = false;
  for (const [index, result] of (results ?? []).entries()) {
    const at = [...prefix, 'Results', index];
    if (!isRecord(result)) {
      losses.add('wrong-type', at, 'a result is not an object');
      continue;
    }
    const { Packages: packages, Vulnerabilities: found } = result;
    const type = textIn(result, 'Type');
    if (Array.isArray(packages)) {
      hasList = true;
      for (const [one, value] of packages.entries())
        take(packageOf(value, new Entry([...at, 'Packages'], one), index, type, image, edges, losses));
    } else if (Array.isArray(found)) readFound(found, [...at, 'Vulnerabilities'], type, take, losses);
  }
  if (!hasList && components.length > (image === undefined ? 0 : 1)) {
    const message = 'lists only packages with vulnerabilities; make it with --list-all-pkgs';
    losses.add('only-vulnerable', [...prefix, 'Results'], message, 'note');
  }
  const graph = () => {
    const refs = new Set(components.flatMap(({ ref }) => (ref === undefined ? [] : [ref])));
    return plainGraph(refs, edges, image?.ref === undefined ? [] : [image.ref], () => labelsOf(components));
  };
  return { losses, graph };
}

function imageOf(root: Readonly<Record<string, unknown>>, prefix: Path): Component | undefined {
  const name = textIn(root, 'ArtifactName');
  if (root.ArtifactType !== 'container_image' || name === undefined || name === '') return undefined;
  return scannedImage(name, new Entry(prefix, 'ArtifactName').at([]), 'image');
}

function packageOf(
  value: unknown,
  entry: Entry,
  result: number,
  type: string | undefined,
  image: Component | undefined,
  edges: Edge[],
  losses: Losses,
): Component | undefined {
  if (!isRecord(value)) {
    losses.add('wrong-type', entry.path, 'a package is not an object');
    return undefined;
  }
  const id = textIn(value, 'ID') ?? textIn(value, 'Name');
  // Ids are unique within their result.
  const ref = `${result} ${id}`;
  const purl = memberOf(value.Identifier, 'PURL');
  const component = listedComponent(
    {
      name: textIn(value, 'Name'),
      version: versionOf(value),
      purl: typeof purl === 'string' ? purl : undefined,
      ecosystem: ecosystemOfType(type),
      nameTail,
      purlTail,
      ref,
    },
    entry,
    losses,
  );
  if (component === undefined) return undefined;
  if (Array.isArray(value.DependsOn))
    for (const one of value.DependsOn) if (typeof one === 'string') edges.push({ from: ref, to: `${result} ${one}` });
  const relationship = value.Relationship;
  const isDirect =
    relationship === 'direct' ? true : relationship === 'indirect' || value.Indirect === true ? false : undefined;
  if (image?.ref !== undefined && isDirect !== false) edges.push({ from: image.ref, to: ref });
  const scope: Scope | undefined = value.Dev === true ? 'dev' : undefined;
  const entryKind = relationship === 'workspace' || relationship === 'root' ? 'workspace' : undefined;
  return { ...component, direct: isDirect, scope, entry: entryKind };
}

/** Epoch, version and release are apart for packages of a distribution. */
function versionOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const version = textIn(value, 'Version');
  if (version === undefined) return undefined;
  const release = textIn(value, 'Release');
  const epoch = typeof value.Epoch === 'number' && value.Epoch > 0 ? `${value.Epoch}:` : '';
  return `${epoch}${version}${release === undefined || release === '' ? '' : `-${release}`}`;
}

/** One package has many vulnerabilities: it is one component, where it is first met. */
function readFound(
  list: readonly unknown[],
  path: Path,
  type: string | undefined,
  take: (component: Component | undefined) => void,
  losses: Losses,
): void {
  const met = new Set<string>();
  for (const [index, value] of list.entries()) {
    const entry = new Entry(path, index);
    if (!isRecord(value)) {
      losses.add('wrong-type', entry.path, 'a vulnerability is not an object');
      continue;
    }
    const name = textIn(value, 'PkgName');
    const version = textIn(value, 'InstalledVersion');
    const key = `${name} ${version} ${textIn(value, 'PkgPath') ?? ''}`;
    if (met.has(key)) continue;
    met.add(key);
    const purl = memberOf(value.PkgIdentifier, 'PURL');
    take(
      listedComponent(
        {
          name,
          version,
          purl: typeof purl === 'string' ? purl : undefined,
          ecosystem: ecosystemOfType(type),
          nameTail: foundNameTail,
          purlTail: foundPurlTail,
        },
        entry,
        losses,
      ),
    );
  }
}
