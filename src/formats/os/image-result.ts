import { Buffer } from 'node:buffer';
import type { Component } from '../../model/component.ts';
import type { DocumentResult, RecordOptions } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseJson } from '../../syntax/json.ts';
import { memberOf, stringOf } from '../../syntax/shape.ts';
import { imageComponent } from '../infra/image-component.ts';
import { ImageFiles } from './image-files.ts';

/** An image of an archive or layout: what it is called, and the paths of its layers from the lowest up. */
export interface PlannedImage {
  readonly names: readonly string[];
  readonly layers: readonly string[];
  /** Descriptions that are not there, so that layers may be unknown. */
  readonly missing: readonly string[];
}

/** A file of the archive or layout by its path; undefined where it is not there. */
export type ReadBlob = (path: string) => Uint8Array | undefined;

const deepest = 4;
const mostImages = 200;

/** The images of an OCI `index.json`, through indexes in it. An image for each platform. */
export function plannedOfIndex(index: Uint8Array, read: ReadBlob): PlannedImage[] {
  const planned: PlannedImage[] = [];
  follow(index, [], 0);
  return planned;

  function follow(bytes: Uint8Array, names: readonly string[], depth: number): void {
    const root = parseJson(Buffer.from(bytes).toString('utf8'));
    const layers = memberOf(root, 'layers');
    if (Array.isArray(layers)) {
      planned.push({ names, layers: layers.map((layer) => blobPath(memberOf(layer, 'digest'))), missing: [] });
      return;
    }
    const manifests = memberOf(root, 'manifests');
    if (!Array.isArray(manifests)) throw new UnreadableInput('wrong-shape', 'has neither "manifests" nor "layers"');
    for (const one of manifests) {
      if (planned.length >= mostImages) throw new UnreadableInput('too-large', 'holds more images than are read');
      const annotations = memberOf(one, 'annotations');
      // What was said of an image when it was built is no image.
      if (stringOf(memberOf(annotations, 'vnd.docker.reference.type')) === 'attestation-manifest') continue;
      const name =
        stringOf(memberOf(annotations, 'io.containerd.image.name')) ??
        stringOf(memberOf(annotations, 'org.opencontainers.image.ref.name'));
      const path = blobPath(memberOf(one, 'digest'));
      const inner = read(path);
      const known = name === undefined ? names : [name];
      if (inner === undefined || depth >= deepest) planned.push({ names: known, layers: [], missing: [path] });
      else follow(inner, known, depth + 1);
    }
  }
}

/** `blobs/sha256/<hex>` of `sha256:<hex>`. */
function blobPath(digest: unknown): string {
  const [algorithm, hex] = (stringOf(digest) ?? '').split(':', 2);
  if (!algorithm || !hex || !/^[\w+.-]+$/.test(algorithm) || !/^[\w=-]+$/.test(hex))
    throw new UnreadableInput('wrong-shape', 'names a blob by something that is no digest');
  return `blobs/${algorithm}/${hex}`;
}

/** Whether a layer is of a Linux or Windows file system; signatures and charts are images of other things. */
function isLayer(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes[0] !== 0x7b;
}

/** Components of every image: the image by its name, and what is installed in it. */
export function imageResult(planned: readonly PlannedImage[], read: ReadBlob, options: RecordOptions): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  const lost = (code: string, message: string): void => void problems.push({ code, message, weight: 'lost' });
  const done = new Set<string>();
  for (const { names, layers, missing } of planned) {
    for (const name of names) {
      // `latest` alone is a tag without the name of its image.
      const image = /[/:.]/.test(name) ? imageComponent(name, { offset: 0 }) : undefined;
      if (image) components.push(image);
    }
    for (const path of missing) lost('missing-blob', `"${path}" is not in it, so the layers of an image are not known`);
    // Two names of one image, or two platforms of one index that share all layers.
    const same = layers.join('\n');
    if (done.has(same)) continue;
    done.add(same);
    const files = new ImageFiles();
    for (const path of layers) {
      const layer = read(path);
      if (layer === undefined) lost('missing-blob', `the layer "${path}" is not in it`);
      else if (isLayer(layer)) addLayer(files, path, layer, lost);
    }
    const found = files.components(options);
    components.push(...found.components);
    problems.push(...found.problems);
  }
  return { components, problems };
}

function addLayer(
  files: ImageFiles,
  path: string,
  layer: Uint8Array,
  lost: (code: string, message: string) => void,
): void {
  try {
    files.add(layer);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    lost(error.code, `the layer "${path}" ${error.message}`);
  }
}
