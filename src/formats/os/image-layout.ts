/**
 * A folder that is a container image: `index.json` with `oci-layout` and `blobs/` beside it, as skopeo, buildx, crane and
 * buildah write it. Specification: OCI image specification, "Image Layout". Surprising: `index.json` leads to manifests and
 * those to layers, all of them files named by their digest.
 */
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { parseJson } from '../../syntax/json.ts';
import { imageResult, plannedOfIndex, type ReadBlob } from './image-result.ts';

/** Reads what is installed in the images of a layout. */
export const imageLayout: BinaryFormat = {
  id: 'os/image-layout',
  title: 'Container image layout folders (OCI)',
  files: [],
  mayBe: ['index.json'],
  recognise: (head) => /"manifests"\s*:\s*\[/.test(head) && /"digest"\s*:\s*"sha\d+:/.test(head),
  maxBytes: 2 * 1024 * 1024 * 1024 - 1,
  companions: (input) => {
    const wanted: string[] = [];
    const seen = reader(input);
    // What is not there yet is asked for; the next round knows more.
    for (const { layers, missing } of plannedOfIndex(input.bytes, seen)) wanted.push(...layers, ...missing);
    return wanted.map((path) => folderOf(input.path) + path);
  },
  parseBytes(input: BinaryInput): DocumentResult {
    parseJson(new TextDecoder().decode(input.bytes));
    const read = reader(input);
    return imageResult(plannedOfIndex(input.bytes, read), read, input.options);
  },
};

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function reader(input: BinaryInput): ReadBlob {
  const folder = folderOf(input.path);
  return (path) => input.companions?.get(folder + path);
}
