/**
 * Syft's own JSON, all schema versions. Specification: Syft's `schema/json`. Surprising: the version of the schema stands at
 * the end, and what a package's own metadata says about its vendor depends on its type.
 */
import { jsonDocument } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { readSyft } from './syft-document.ts';

/** Reads packages with the vendors their metadata names, the image they were found in and its distribution. */
export const syftJson = jsonDocument({
  id: 'sbom/syft-json',
  title: 'Syft JSON',
  files: ['*.syft.json', 'syft.json'],
  mayBe: ['*.json'],
  recognise: (head, path) => {
    const kind = jsonSbomKind(head);
    return kind === 'syft' || (kind === 'unclear' && /(?:^|[./])syft\.json$/i.test(path));
  },
  read: readSyft,
});
