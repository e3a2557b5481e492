/**
 * CycloneDX as Protocol Buffers, specification versions 1.3 to 1.7. Surprising: nothing marks such a file but the number and
 * length of its first field, the version, which every writer puts first.
 */
import type { Component } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { type ProtobufField, type ProtobufMessage, readProtobuf } from '../../syntax/protobuf.ts';
import { isRecord } from '../../syntax/shape.ts';
import { readCyclonedx } from './cyclonedx-document.ts';
import { wholeLimit } from './limits.ts';
import { problemsOf } from './loss.ts';

/** Reads the same as from CycloneDX JSON, without lines: a binary file has none. */
export const cyclonedxProtobuf: BinaryFormat = {
  id: 'sbom/cyclonedx-protobuf',
  title: 'CycloneDX Protocol Buffers',
  files: ['*.cdx.bin', '*.cdx.pb', '*.cdx.proto.bin'],
  mayBe: ['*.cdx', '*.pb', '*.bin'],
  maxBytes: wholeLimit,
  recognise: (head, path) =>
    versionField.test(head) || (anyField.test(head) && /\.cdx\.(?:proto\.)?(?:bin|pb)$/i.test(path)),
  parseBytes,
};

/** Field 1, a text of three characters, `1.3` and later. */
const versionField = /^\n\x031\.[3-9]/;
/** Fields 2 to 5, up to the components: of a file without its version, which only the name tells apart. */
const anyField = /^(?:\x10\S?|[\x1a"*])/;

function parseBytes({ bytes }: BinaryInput): DocumentResult {
  const head = String.fromCharCode(...bytes.subarray(0, 5));
  if (!versionField.test(head) && !anyField.test(head))
    throw new NotThisFormat('does not begin with the version of a CycloneDX message');
  const root = readProtobuf(bytes, bom);
  const components: Component[] = [];
  const { graph, losses } = readCyclonedx(flattened(root), (component) => components.push(component));
  return { components, graph, problems: problemsOf(losses.kept(), () => []) };
}

/** Lists that hold nothing are not written, so a message without any still has the section; nested messages become refs. */
function flattened(root: Record<string, unknown>): Record<string, unknown> {
  const dependencies = Array.isArray(root.dependencies) ? root.dependencies : [];
  return {
    ...root,
    components: root.components ?? [],
    dependencies: dependencies.map((one) =>
      isRecord(one) && Array.isArray(one.inner)
        ? { ...one, dependsOn: one.inner.flatMap((inner) => (isRecord(inner) ? [inner.ref] : [])) }
        : one,
    ),
  };
}

function text(name: string): ProtobufField {
  return { name, type: 'text' };
}
function texts(name: string): ProtobufField {
  return { name, type: 'text', repeated: true };
}
function word(name: string, words: readonly string[]): ProtobufField {
  return { name, type: 'word', words };
}
function one(name: string, message: () => ProtobufMessage): ProtobufField {
  return { name, type: 'message', message };
}
function many(name: string, message: () => ProtobufMessage): ProtobufField {
  return { name, type: 'message', message, repeated: true };
}

/** Numbers and words of `bom-1.7.proto`, which has those of all versions before it. */
const types = [
  'null',
  'application',
  'framework',
  'library',
  'operating-system',
  'device',
  'file',
  'container',
  'firmware',
  'device-driver',
  'platform',
  'machine-learning-model',
  'data',
  'cryptographic-asset',
];
const scopes = ['required', 'required', 'optional', 'excluded'];
const references = (
  'other vcs issue-tracker website advisories bom mailing-list social chat documentation support distribution license ' +
  'build-meta build-system security-contact attestation threat-model adversary-model risk-assessment distribution-intake ' +
  'vulnerability-assertion exploitability-statement pentest-report static-analysis-report dynamic-analysis-report ' +
  'runtime-analysis-report component-analysis-report maturity-report certification-report quality-metrics ' +
  'codified-infrastructure model-card poam log configuration evidence formulation source-distribution'
).split(' ');
const aggregates = [
  'not_specified',
  'complete',
  'incomplete',
  'incomplete_first_party_only',
  'incomplete_third_party_only',
  'unknown',
  'incomplete_first_party_proprietary_only',
  'incomplete_first_party_opensource_only',
  'incomplete_third_party_proprietary_only',
  'incomplete_third_party_opensource_only',
];
const identityFields = ['null', 'group', 'name', 'version', 'purl', 'cpe', 'swid', 'hash'];

const nothing: ProtobufMessage = new Map();
const address: ProtobufMessage = new Map([[2, text('country')]]);
const organisation: ProtobufMessage = new Map([
  [1, text('name')],
  [2, texts('url')],
  [5, one('address', () => address)],
]);
const property: ProtobufMessage = new Map([
  [1, text('name')],
  [2, text('value')],
]);
const reference: ProtobufMessage = new Map([
  [1, word('type', references)],
  [2, text('url')],
]);
const licence: ProtobufMessage = new Map([
  [1, text('id')],
  [2, text('name')],
]);
const licenceChoice: ProtobufMessage = new Map([
  [1, one('license', () => licence)],
  [2, text('expression')],
  [5, one('expressionDetailed', () => nothing)],
]);
const swid: ProtobufMessage = new Map([
  [1, text('tagId')],
  [2, text('name')],
]);
const pedigree: ProtobufMessage = new Map([
  [1, many('ancestors', () => component)],
  [3, many('variants', () => component)],
]);
const party: ProtobufMessage = new Map([[1, one('organization', () => organisation)]]);
const governance: ProtobufMessage = new Map([
  [1, many('custodians', () => party)],
  [2, many('stewards', () => party)],
  [3, many('owners', () => party)],
]);
const data: ProtobufMessage = new Map([
  [3, text('name')],
  [9, one('governance', () => governance)],
]);
const parameters: ProtobufMessage = new Map([
  [3, text('architectureFamily')],
  [4, text('modelArchitecture')],
]);
const modelCard: ProtobufMessage = new Map([[2, one('modelParameters', () => parameters)]]);
const identity: ProtobufMessage = new Map([
  [1, word('field', identityFields)],
  [5, text('concludedValue')],
]);
const evidence: ProtobufMessage = new Map([[3, many('identity', () => identity)]]);
const component: ProtobufMessage = new Map([
  [1, word('type', types)],
  [3, text('bom-ref')],
  [4, one('supplier', () => organisation)],
  [5, text('author')],
  [6, text('publisher')],
  [7, text('group')],
  [8, text('name')],
  [9, text('version')],
  [11, word('scope', scopes)],
  [13, many('licenses', () => licenceChoice)],
  [15, text('cpe')],
  [16, text('purl')],
  [17, one('swid', () => swid)],
  [19, one('pedigree', () => pedigree)],
  [20, many('externalReferences', () => reference)],
  [21, many('components', () => component)],
  [22, many('properties', () => property)],
  [23, one('evidence', () => evidence)],
  [25, one('modelCard', () => modelCard)],
  [26, many('data', () => data)],
  [28, one('manufacturer', () => organisation)],
]);
const flow: ProtobufMessage = new Map([
  [5, texts('source')],
  [6, texts('destination')],
  [7, one('governance', () => governance)],
]);
const service: ProtobufMessage = new Map([
  [1, text('bom-ref')],
  [2, one('provider', () => organisation)],
  [3, text('group')],
  [4, text('name')],
  [5, text('version')],
  [7, texts('endpoints')],
  [10, many('data', () => flow)],
  [12, many('externalReferences', () => reference)],
  [13, many('services', () => service)],
]);
const dependency: ProtobufMessage = new Map([
  [1, text('ref')],
  [2, many('inner', () => dependency)],
  [3, texts('provides')],
]);
const metadata: ProtobufMessage = new Map([
  [4, one('component', () => component)],
  [5, one('manufacture', () => organisation)],
  [6, one('supplier', () => organisation)],
]);
const formula: ProtobufMessage = new Map([
  [2, many('components', () => component)],
  [3, many('services', () => service)],
]);
const composition: ProtobufMessage = new Map([[1, word('aggregate', aggregates)]]);
const bom: ProtobufMessage = new Map([
  [1, text('specVersion')],
  [3, text('serialNumber')],
  [4, one('metadata', () => metadata)],
  [5, many('components', () => component)],
  [6, many('services', () => service)],
  [8, many('dependencies', () => dependency)],
  [9, many('compositions', () => composition)],
  [10, many('vulnerabilities', () => nothing)],
  [11, many('annotations', () => nothing)],
  [13, many('formulation', () => formula)],
  [14, many('declarations', () => nothing)],
  [15, many('definitions', () => nothing)],
]);
