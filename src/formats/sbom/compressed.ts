/**
 * SBOMs compressed with gzip or Zstandard. What is inside is recognised and read as if it stood there itself; lines are those
 * of the unpacked text.
 */
import { TextDecoder } from 'node:util';
import type { Component } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentFormat, DocumentResult } from '../../model/format.ts';
import { withFacts } from '../../model/late-facts.ts';
import { graphWithRefs } from '../../model/numbered-graph.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { attestation } from './attestation.ts';
import { cyclonedxJson } from './cyclonedx-json.ts';
import { cyclonedxXml } from './cyclonedx-xml.ts';
import { compressionOf, decompress, decompressHead } from './decompress.ts';
import { githubSbom } from './github-sbom.ts';
import { githubSnapshot } from './github-snapshot.ts';
import { grypeJson } from './grype-json.ts';
import { npmLs } from './npm-ls.ts';
import { osvScannerJson } from './osv-scanner-json.ts';
import { placed } from './placed.ts';
import { spdxJson } from './spdx-json.ts';
import { spdxRdf } from './spdx-rdf.ts';
import { spdxTagValue } from './spdx-tag-value.ts';
import { spdxXml } from './spdx-xml.ts';
import { spdxYaml } from './spdx-yaml.ts';
import { spdx3Json } from './spdx3-json.ts';
import { syftJson } from './syft-json.ts';
import { trivyJson } from './trivy-json.ts';

const inner: readonly DocumentFormat[] = [
  cyclonedxJson,
  spdxJson,
  spdx3Json,
  cyclonedxXml,
  spdxTagValue,
  spdxRdf,
  spdxXml,
  spdxYaml,
  syftJson,
  trivyJson,
  grypeJson,
  osvScannerJson,
  githubSbom,
  githubSnapshot,
  attestation,
  npmLs,
];

/** Of the unpacked text. */
const unpackedLimit = 384 * 1024 * 1024;
/** Text handed to a streaming reader at a time. */
const pieceBytes = 4 * 1024 * 1024;
const headBytes = 64 * 1024;

const names = [
  '*.cdx.json',
  '*.cdx.xml',
  'bom.json',
  'bom.xml',
  'sbom.json',
  '*.sbom.json',
  '*.spdx.json',
  '*.spdx',
  '*.spdx.rdf.xml',
  '*.spdx.yaml',
  '*.spdx3.json',
  '*.syft.json',
  '*.intoto.jsonl',
];

/** Reads what the formats of this folder read, unpacked within limits. */
export const compressed: BinaryFormat = {
  id: 'sbom/compressed',
  title: 'SBOM compressed with gzip or Zstandard',
  files: names.flatMap((name) => [`${name}.gz`, `${name}.zst`]),
  mayBe: ['*.json', '*.xml', '*.yaml', '*.jsonl'].flatMap((name) => [`${name}.gz`, `${name}.zst`]),
  recognise(head, path) {
    const compression = compressionOf((at) => head.charCodeAt(at));
    if (compression === undefined) return false;
    const bytes = Uint8Array.from(head, (character) => character.charCodeAt(0));
    return formatOf(decompressHead(bytes, compression), innerPath(path)) !== undefined;
  },
  parseBytes,
};

function innerPath(path: string): string {
  return path.replace(/\.(?:gz|zst)$/i, '');
}

function formatOf(bytes: Uint8Array, path: string): DocumentFormat | undefined {
  const head = decoderOf(bytes, 'lenient').decode(bytes.subarray(0, headBytes));
  return inner.find((format) => format.recognise?.(head, path) === true);
}

/** UTF-8 unless a byte order mark says UTF-16. */
function decoderOf(bytes: Uint8Array, errors: 'strict' | 'lenient'): TextDecoder {
  const fatal = errors === 'strict';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal });
  return new TextDecoder('utf-8', { fatal });
}

function parseBytes({ path, bytes, options }: BinaryInput): DocumentResult {
  const compression = compressionOf((at) => bytes[at] ?? 0);
  if (compression === undefined) throw new NotThisFormat('is named as if it were compressed and is not');
  const unpacked = decompress(bytes, compression, unpackedLimit);
  const name = innerPath(path);
  const format = formatOf(unpacked, name);
  if (format === undefined) throw new NotThisFormat('holds no SBOM');
  return format.large !== undefined && unpacked.length > (format.maxBytes ?? 0)
    ? parseStream(format.large.open, name, unpacked, options)
    : parseWhole(format, name, unpacked);
}

function parseWhole(format: DocumentFormat, path: string, bytes: Uint8Array): DocumentResult {
  const text = textOf(bytes);
  const { components, ...rest } = format.parse({ path, text, companions: new Map() });
  const { locate } = format;
  return { ...rest, components: placed(components, (paths) => (locate === undefined ? [] : locate(text, paths))) };
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > 512 * 1024 * 1024 - 32)
    throw new UnreadableInput('over-limit', 'unpacks to more than a text can hold');
  return strictly(() => decoderOf(bytes, 'strict').decode(bytes));
}

/** A damaged name must never be compared. */
function strictly(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new UnreadableInput('wrong-encoding', 'does not unpack to valid text');
  }
}

function parseStream(
  open: NonNullable<DocumentFormat['large']>['open'],
  path: string,
  bytes: Uint8Array,
  options: BinaryInput['options'],
): DocumentResult {
  const components: Component[] = [];
  let fresh: Component[] = [];
  const reader = open(path, (component) => fresh.push(component), options);
  const settle = (): void => {
    for (const one of placed(fresh, (paths) => reader.locate?.(paths.map((at) => ({ path: at }))) ?? []))
      components.push(one);
    fresh = [];
    reader.passed?.();
  };
  const decoder = decoderOf(bytes, 'strict');
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    reader.write(strictly(() => decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true })));
    settle();
  }
  reader.write(strictly(() => decoder.decode()));
  const problems: readonly Problem[] = reader.end();
  settle();
  const graph = reader.late?.graph();
  if (graph === undefined) return { components, problems };
  return {
    components: components.map((one) => withFacts(one, one.ref, graph)),
    problems,
    graph: () =>
      graphWithRefs(
        graph,
        components.flatMap(({ ref }) => ref ?? []),
      ),
  };
}
