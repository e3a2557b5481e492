/**
 * SBOMs inside signed or described envelopes: in-toto statements, DSSE envelopes, Sigstore bundles, GitHub's answer for the
 * attestations of a subject, lines of any of these, and OCI manifests that hold their layers. Specifications: in-toto
 * Attestation Framework 1, DSSE 1, Sigstore bundle 0.1 to 0.3, OCI image manifest 1.1 ("data"). Surprising: most attestations
 * are about something else than components, and a payload is text inside text, so its lines are none of this file.
 */
import type { Component, DependencyGraph, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import { type Path, type Position, splitLines } from '../../syntax/text.ts';
import { isSbom, readSbom, readSbomText } from './any-sbom.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { wholeLimit } from './limits.ts';
import { problemsOf } from './loss.ts';
import { placed } from './placed.ts';

/** Envelopes inside each other; real ones are two deep. */
const maxLayers = 8;

/** Reads the SBOMs inside; signatures are not checked, and the report says so. */
export const attestation: DocumentFormat = {
  id: 'sbom/attestation',
  title: 'SBOM attestation (in-toto, DSSE, Sigstore, OCI)',
  files: ['*.intoto.jsonl', '*.intoto.json', '*.sigstore.json', '*.sigstore', '*.dsse.json', '*.attestation.json'],
  mayBe: ['*.json', '*.jsonl', '*.att'],
  recognise: (head) => jsonSbomKind(head) === 'envelope',
  maxBytes: 2 * wholeLimit,
  parse,
};

/** An SBOM in a document: its value in place, or its value or text from a payload. */
type Inner =
  | { readonly path: Path; readonly value: unknown }
  | { readonly path: Path; readonly payload: unknown }
  | { readonly path: Path; readonly text: string };

interface Opened {
  readonly found: Inner[];
  /** What the envelopes without an SBOM are about. */
  readonly others: Set<string>;
  isSigned: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  const graphs: (() => DependencyGraph)[] = [];
  const opened: Opened = { found: [], others: new Set(), isSigned: false };
  let count = 0;
  for (const { text, line } of documentsOf(input.text)) {
    opened.found.length = 0;
    let root: unknown;
    try {
      root = parseJson(text);
    } catch (error) {
      if (!(error instanceof SyntaxFault) || line === 0) throw error;
      problems.push({ code: error.code, line: line + (error.line ?? 1), message: error.message, weight: 'lost' });
      continue;
    }
    open(root, [], opened, 0);
    for (const inner of opened.found) {
      count++;
      const { graph } = readInner(inner, text, line, input.path, components, problems);
      if (graph) graphs.push(graph);
    }
  }
  if (count === 0 && problems.length === 0) {
    const about = opened.others.size === 0 ? 'something else' : [...opened.others].slice(0, 3).join(', ');
    throw new NotThisFormat(`is an attestation about ${about}, not an SBOM`);
  }
  if (opened.isSigned) {
    const message = 'is a signed envelope; its signature was not checked';
    problems.push({ code: 'signature-unchecked', message, weight: 'note' });
  }
  // Refs of different documents may be the same words.
  return { components, problems, graph: graphs.length === 1 ? graphs[0] : undefined };
}

interface Piece {
  readonly text: string;
  /** Lines of the file before it. */
  readonly line: number;
}

/** One document, or one a line. */
function documentsOf(text: string): Piece[] {
  const lines = splitLines(text);
  const filled = lines.flatMap((one, line) => (one.trim() === '' ? [] : [{ text: one, line }]));
  const areDocuments = filled.length > 1 && filled.every((one) => /^\s*\{.*\}\s*$/.test(one.text));
  return areDocuments ? filled : [{ text, line: 0 }];
}

/** Goes through envelopes until there is a document or something that is none. */
function open(value: unknown, path: Path, opened: Opened, depth: number): void {
  if (depth > maxLayers)
    throw new UnreadableInput('too-deep', `has more than ${maxLayers} envelopes inside each other`);
  if (isSbom(value)) {
    opened.found.push({ path, value });
    return;
  }
  if (!isRecord(value)) return;
  const { dsseEnvelope, payload, attestations, predicateType } = value;
  if (dsseEnvelope !== undefined) open(dsseEnvelope, [...path, 'dsseEnvelope'], opened, depth + 1);
  else if (typeof payload === 'string' && value.payloadType !== undefined) openPayload(value, path, opened, depth);
  else if (typeof predicateType === 'string') openPredicate(value.predicate, predicateType, path, opened);
  else if (Array.isArray(attestations)) {
    for (const [index, one] of attestations.entries())
      open(memberOf(one, 'bundle') ?? one, [...path, 'attestations', index, 'bundle'], opened, depth + 1);
  } else if (Array.isArray(value.layers) || Array.isArray(value.blobs)) openManifest(value, path, opened, depth);
  else if (typeof value.mediaType === 'string') opened.others.add(value.mediaType);
}

function openPayload(value: Readonly<Record<string, unknown>>, path: Path, opened: Opened, depth: number): void {
  opened.isSigned = Array.isArray(value.signatures) ? opened.isSigned || value.signatures.length > 0 : true;
  openText(decoded(value.payload as string, path), [...path, 'payload'], opened, depth);
}

/** A text in a payload: another envelope, or a document. All that is inside stands where the payload stands. */
function openText(text: string, path: Path, opened: Opened, depth: number): void {
  if (!text.trimStart().startsWith('{')) {
    opened.found.push({ path, text });
    return;
  }
  const inner: Opened = { found: [], others: opened.others, isSigned: opened.isSigned };
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    // A place inside the payload is none in this file.
    if (error instanceof SyntaxFault) throw new UnreadableInput(error.code, `has a payload that ${error.message}`);
    throw error;
  }
  open(value, [], inner, depth + 1);
  opened.isSigned = inner.isSigned;
  for (const one of inner.found) opened.found.push('value' in one ? { path, payload: one.value } : { ...one, path });
}

/** `predicate` is the document, or as cosign's custom type has it a text or object below `Data`. */
function openPredicate(predicate: unknown, type: string, path: Path, opened: Opened): void {
  const at = [...path, 'predicate'];
  const data = memberOf(predicate, 'Data');
  if (isSbom(predicate)) opened.found.push({ path: at, value: predicate });
  else if (isSbom(data)) opened.found.push({ path: [...at, 'Data'], value: data });
  else {
    const text = typeof predicate === 'string' ? predicate : data;
    const isSbomType = /cyclonedx|spdx|syft/i.test(type);
    if (typeof text === 'string' && (isSbomType || /"(?:bomFormat|spdxVersion)"|SPDXVersion:/.test(text)))
      opened.found.push({ path: typeof predicate === 'string' ? at : [...at, 'Data'], text });
    else if (isSbomType) throw new UnreadableInput('wrong-shape', `says it is ${type} and holds no document`);
    else opened.others.add(type);
  }
}

/** Layers of a manifest may be written into it; otherwise it only points to them. */
function openManifest(value: Readonly<Record<string, unknown>>, path: Path, opened: Opened, depth: number): void {
  const list = Array.isArray(value.layers) ? 'layers' : 'blobs';
  for (const [index, layer] of (value[list] as unknown[]).entries()) {
    if (!isRecord(layer) || typeof layer.mediaType !== 'string') continue;
    const at = [...path, list, index, 'data'];
    if (typeof layer.data === 'string' && /cyclonedx|spdx|in-toto|dsse|sigstore/i.test(layer.mediaType))
      openText(decoded(layer.data, at), at, opened, depth);
    else opened.others.add(`${layer.mediaType} that is kept elsewhere`);
  }
}

function decoded(base64: string, path: Path): string {
  if (!/^[A-Za-z0-9+/_=\s-]*$/.test(base64))
    throw new UnreadableInput('wrong-shape', `${path[path.length - 1] ?? 'the payload'} is not base64`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    throw new UnreadableInput('wrong-encoding', 'its payload is not UTF-8 text');
  }
}

function readInner(
  inner: Inner,
  text: string,
  line: number,
  path: string,
  components: Component[],
  problems: Problem[],
): { readonly graph: (() => DependencyGraph) | undefined } {
  const first = components.length;
  const take = (component: Component): void => {
    components.push(component);
  };
  const shifted = (position: Position | undefined): Position | undefined =>
    position && { line: position.line + line, column: position.column };
  if (!('value' in inner)) {
    const { graph, losses } =
      'text' in inner ? readSbomText(inner.text, path, take) : readSbom(inner.payload, take, []);
    const at = shifted(locateJson(text, [inner.path])[0]) ?? { line: line + 1, column: 1 };
    for (let index = first; index < components.length; index++)
      components[index] = movedTo(components[index] as Component, at);
    problems.push(...problemsOf(losses.kept(), (paths) => paths.map(() => at)));
    return { graph };
  }
  const { graph, losses } = readSbom(inner.value, take, inner.path);
  const place = (paths: readonly Path[]) => locateJson(text, paths).map(shifted);
  for (const component of placed(components.splice(first), place)) components.push(component);
  problems.push(...problemsOf(losses.kept(), place));
  return { graph };
}

function movedTo(component: Component, at: Position): Component {
  const identifiers = component.identifiers?.map((identifier): Identifier => ({ ...identifier, at }));
  return { ...component, at, identifiers };
}
