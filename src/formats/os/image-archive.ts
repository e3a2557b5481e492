/**
 * Container images as one file: what `docker save`, `podman save`, `skopeo copy` and `crane` write. Specification: OCI image
 * specification, "Image Layout", and Docker's image specification 1.2, "Combined Image JSON + Filesystem Changeset Format".
 * Surprising: a file of newer Docker is both at once, and the same layers stand in it once; an archive may hold several images.
 */
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import { imageResult, type PlannedImage, plannedOfIndex } from './image-result.ts';
import { isTar, tarEntries } from './tar-entries.ts';

/** Reads what the databases, jars and programs of every image in it say is installed. */
export const imageArchive: BinaryFormat = {
  id: 'os/image-archive',
  title: 'Container image archives (docker save, OCI)',
  files: [],
  mayBe: ['*.tar', '*.oci', '*.docker'],
  recognise: (head) =>
    isTar(Buffer.from(head.slice(0, 512), 'latin1')) &&
    /^(?:\.\/)?(?:blobs(?:\/|\0)|oci-layout\0|index\.json\0|manifest\.json\0|repositories\0|(?:sha256:)?[0-9a-f]{64})/.test(
      head,
    ),
  maxBytes: 2 * 1024 * 1024 * 1024 - 1,
  parseBytes,
};

function parseBytes(input: BinaryInput): DocumentResult {
  if (!isTar(input.bytes)) throw new UnreadableInput('corrupt', 'is not a tar archive');
  const files = new Map<string, Uint8Array>();
  const links = new Map<string, string>();
  for (const { name, kind, bytes, target } of tarEntries(input.bytes)) {
    if (kind === 'file') files.set(name, bytes);
    else if (kind === 'link') links.set(name, resolved(name, target));
  }
  const read = (path: string): Uint8Array | undefined => files.get(path) ?? files.get(links.get(path) ?? '');
  const manifest = read('manifest.json');
  const index = read('index.json');
  if (!manifest && !index) throw new UnreadableInput('wrong-shape', 'has no "manifest.json" and no "index.json"');
  const planned = manifest ? plannedOfDocker(manifest) : plannedOfIndex(index as Uint8Array, read);
  return imageResult(planned, read, input.options);
}

/** Docker links a layer that stands twice: `../<id>/layer.tar`. */
function resolved(name: string, target: string): string {
  const parts = name.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function plannedOfDocker(bytes: Uint8Array): PlannedImage[] {
  const root = parseJson(new TextDecoder().decode(bytes));
  if (!Array.isArray(root)) throw new UnreadableInput('wrong-shape', 'its "manifest.json" is not a list');
  return root.map((image): PlannedImage => {
    const layers = isRecord(image) && Array.isArray(image.Layers) ? image.Layers.map(stringOf) : [];
    if (!isRecord(image) || layers.length === 0 || layers.includes(undefined))
      throw new UnreadableInput('wrong-shape', 'an image of its "manifest.json" has no "Layers"');
    const tags = Array.isArray(image.RepoTags) ? image.RepoTags.map(stringOf) : [];
    return {
      names: tags.filter((tag) => tag !== undefined),
      layers: layers.filter((layer) => layer !== undefined),
      missing: [],
    };
  });
}
