/**
 * Grype's JSON report. Specification: Grype's `schema/grype/json`. Surprising: a package stands in it once for each of its
 * vulnerabilities, and one without any does not stand in it at all.
 */
import type { Component } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import { jsonDocument, type ReadJson } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { listedComponent, textIn } from './listed-package.ts';
import { lossList } from './loss.ts';
import { ecosystemOfType } from './package-types.ts';
import { scannedImage } from './scanned-image.ts';

/** Reads the packages that something was found in, each once, and the image. */
export const grypeJson = jsonDocument({
  id: 'sbom/grype-json',
  title: 'Grype JSON',
  files: ['*.grype.json', 'grype.json'],
  mayBe: ['*.json'],
  recognise: (head, path) => {
    const kind = jsonSbomKind(head);
    return kind === 'grype' || (kind === 'unclear' && /(?:^|[./])grype\.json$/i.test(path));
  },
  read,
});

const nameTail = ['artifact', 'name'];
const purlTail = ['artifact', 'purl'];

function read(root: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  const matches = memberOf(root, 'matches');
  if (!isRecord(root) || !Array.isArray(matches))
    throw new UnreadableInput('wrong-shape', 'has no "matches" list', { line: 1 });
  const losses = lossList();
  const image = imageOf(root.source, new Entry(prefix, 'source'));
  if (image !== undefined) emit(image);
  const met = new Set<string>();
  for (const section of ['matches', 'ignoredMatches']) {
    const list = root[section];
    if (!Array.isArray(list)) continue;
    for (const [index, match] of list.entries()) {
      const entry = new Entry([...prefix, section], index);
      const artifact = memberOf(match, 'artifact');
      if (!isRecord(artifact)) {
        losses.add('wrong-type', entry.path, 'a match has no artifact');
        continue;
      }
      const key = textIn(artifact, 'id') ?? `${artifact.name} ${artifact.version} ${artifact.type}`;
      if (met.has(key)) continue;
      met.add(key);
      const component = listedComponent(
        {
          name: textIn(artifact, 'name'),
          version: textIn(artifact, 'version'),
          purl: textIn(artifact, 'purl'),
          ecosystem: ecosystemOfType(textIn(artifact, 'type')),
          cpes: Array.isArray(artifact.cpes)
            ? artifact.cpes.flatMap((value, at) =>
                typeof value === 'string' ? [{ value, tail: ['artifact', 'cpes', at] }] : [],
              )
            : [],
          nameTail,
          purlTail,
        },
        entry,
        losses,
      );
      if (component !== undefined) emit(component);
    }
  }
  const message = 'lists only packages with vulnerabilities: the others of what was scanned are not in it';
  losses.add('only-vulnerable', [...prefix, 'matches'], message, 'note');
  return { losses };
}

function imageOf(source: unknown, entry: Entry): Component | undefined {
  if (!isRecord(source) || source.type !== 'image' || !isRecord(source.target)) return undefined;
  const name = textIn(source.target, 'userInput');
  if (name === undefined || name === '') return undefined;
  return scannedImage(name, entry.at(['target', 'userInput']));
}
