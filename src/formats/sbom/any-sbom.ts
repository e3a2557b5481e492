import type { Component } from '../../model/component.ts';
import type { DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { parseJson } from '../../syntax/json.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { readCyclonedx } from './cyclonedx-document.ts';
import { cyclonedxXml } from './cyclonedx-xml.ts';
import type { ReadJson, ReadRoot } from './json-document.ts';
import { type Losses, lossList } from './loss.ts';
import { readSpdx } from './spdx-document.ts';
import { spdxTagValue } from './spdx-tag-value.ts';
import { readSpdx3 } from './spdx3-document.ts';
import { readSyft } from './syft-document.ts';

/** Whether a JSON value is a document of one of the SBOM standards or Syft's own, by its outermost members. */
export function isSbom(value: unknown): boolean {
  return readerOf(value) !== undefined;
}

function readerOf(value: unknown): ReadRoot | undefined {
  if (!isRecord(value)) return undefined;
  if (value.bomFormat === 'CycloneDX' || value.specFormat === 'CycloneDX') return readCyclonedx;
  if (typeof value.spdxVersion === 'string') return readSpdx;
  if (JSON.stringify(value['@context'] ?? '').includes('spdx.org/rdf/3')) return readSpdx3;
  if (Array.isArray(value.artifacts) && memberOf(value.descriptor, 'name') === 'syft') return readSyft;
  return undefined;
}

/** Reads a document of whichever standard it is. Throws `NotThisFormat` where it is of none. */
export function readSbom(value: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  const reader = readerOf(value);
  if (reader === undefined) throw new NotThisFormat('holds no CycloneDX, SPDX or Syft document');
  return reader(value, emit, prefix);
}

/** Reads a document from a text of its own: JSON, XML or tag-value. Its places mean nothing in another file. */
export function readSbomText(
  text: string,
  path: string,
  emit: (component: Component) => void,
): Omit<DocumentResult, 'components'> & { readonly losses: Losses } {
  const start = text.trimStart();
  if (start.startsWith('{')) {
    const { graph, losses } = readSbom(parseJson(text, { depth: Infinity }), emit, []);
    return { graph, losses };
  }
  const format = start.startsWith('<') ? cyclonedxXml : spdxTagValue;
  const { components, graph, problems } = format.parse({ path, text, companions: new Map() });
  for (const component of components) emit(component);
  const losses = lossList();
  for (const { code, message, weight } of problems ?? []) losses.add(code, [], message, weight);
  return { graph, losses };
}
