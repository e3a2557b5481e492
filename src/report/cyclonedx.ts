import type { Relation } from '../model/component.ts';
import type { Finding, Renderer, Report, ReportComponent } from '../model/report.ts';
import { jsonText, textArray } from './writing/json-text.ts';
import { type PackageManager, packageManagerOf } from './writing/package-manager.ts';
import { visible } from './writing/visible-text.ts';
import { placeText, relationText } from './writing/words.ts';

/** CycloneDX types by kind of component; services have a list of their own. */
const types: ReadonlyMap<string, string> = new Map([
  ['package', 'library'],
  ['os-package', 'library'],
  ['image', 'container'],
  ['app', 'application'],
  ['extension', 'application'],
  ['device', 'device'],
  ['model', 'machine-learning-model'],
  ['file', 'file'],
]);
const services: ReadonlySet<string> = new Set(['service', 'register-entry']);

interface Subject {
  readonly ref: string;
  readonly component: Pick<
    ReportComponent,
    'kind' | 'name' | 'version' | 'purl' | 'scope' | 'direct' | 'source' | 'facts'
  >;
  readonly path: string;
  /** 0 where it is not known. */
  readonly line: number;
  readonly findings: Finding[];
}

/**
 * CycloneDX 1.6 with the findings as annotations and as properties in the namespace `wherefrom:`. They are not `vulnerabilities`:
 * those state exploitability, which an origin says nothing about. Holds every component where the report has them
 * (`--components`), otherwise those with findings. What a component was matched by stands in `wherefrom:` properties, where the
 * scan kept it: `formats/sbom/cyclonedx-own.ts` reads them, and the document gives the findings it was written from. The `gitlab:` properties name the input
 * file, the package manager and the language, as GitLab's dependency scanning wants them. No serial number and no clock: the same report gives the same bytes; an annotation's time is the report's day.
 */
export const cyclonedxRenderer: Renderer = {
  id: 'cyclonedx',
  title: 'CycloneDX 1.6 with findings as annotations',
  *render(report) {
    const { all, refs } = subjectsOf(report);
    yield '{\n  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n';
    yield `  "metadata": ${jsonText(metadataOf(report))},\n  "components": `;
    const quote = quoting();
    const formats = new Map(report.inputs.map(({ path, format }) => [path, format]));
    const written = (wanted: 'components' | 'services'): Iterable<string> => textsOf(all, wanted, formats, quote);
    yield* textArray(written('components'), '  ');
    yield ',\n  "services": ';
    yield* textArray(written('services'), '  ');
    yield ',\n  "annotations": ';
    yield* textArray(annotationsOf(report, refs), '  ');
    yield '\n}\n';
  },
};

function* textsOf(
  subjects: readonly Subject[],
  wanted: 'components' | 'services',
  formats: ReadonlyMap<string, string>,
  quote: Quote,
): Iterable<string> {
  for (const subject of subjects) {
    const isService = services.has(subject.component.kind);
    if (isService && wanted === 'services') yield serviceText(subject, quote);
    if (!isService && wanted === 'components') yield componentText(subject, formats.get(subject.path), quote);
  }
}

interface Subjects {
  readonly all: readonly Subject[];
  /** JSON of the refs of each finding's subjects, in the order of the findings. */
  readonly refs: readonly string[];
}

/**
 * One subject for each place of a component; a finding belongs to every place it has. A place is found by its line, else by the
 * component anywhere in the file: evidence may stand in another field than the component.
 */
function subjectsOf(report: Report): Subjects {
  const all: Subject[] = [];
  const byPath = new Map<string, Map<string, Map<number, Subject>>>();
  const sameNamed = ({ kind, name }: Subject['component'], path: string): Map<number, Subject> => {
    const names = byPath.get(path) ?? new Map<string, Map<number, Subject>>();
    byPath.set(path, names);
    const key = `${kind} ${name}`;
    const lines = names.get(key) ?? new Map<number, Subject>();
    names.set(key, lines);
    return lines;
  };
  const add = (component: Subject['component'], path: string, line = 0, lines: Map<number, Subject>): Subject => {
    const subject: Subject = { ref: `c${all.length + 1}`, component, path, line, findings: [] };
    all.push(subject);
    if (!lines.has(line)) lines.set(line, subject);
    return subject;
  };
  for (const component of report.components ?? []) {
    add(component, component.path, component.line, sameNamed(component, component.path));
  }
  const refs = report.findings.map((finding) => {
    const owners = new Set<Subject>();
    for (const { path, line } of finding.evidence) {
      const lines = sameNamed(finding.component, path);
      const known = lines.get(line ?? 0) ?? lines.values().next().value;
      owners.add(known ?? add(finding.component, path, line, lines));
    }
    for (const subject of owners) subject.findings.push(finding);
    return `["${[...owners].map(({ ref }) => ref).join('","')}"]`;
  });
  return { all, refs };
}

function metadataOf({ tool, knowledge, policy, complete, inputs }: Report): object {
  const only = inputs.length === 1 ? inputs[0] : undefined;
  return {
    tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
    properties: [
      { name: 'gitlab:meta:schema_version', value: '1' },
      ...(only === undefined ? [] : [{ name: 'gitlab:dependency_scanning:input_file:path', value: only.path }]),
      { name: 'wherefrom:knowledge:version', value: knowledge.version },
      { name: 'wherefrom:knowledge:digest', value: knowledge.digest },
      { name: 'wherefrom:policy:profiles', value: policy.profiles.join(',') },
      { name: 'wherefrom:policy:as-of', value: policy.asOf },
      { name: 'wherefrom:complete', value: String(complete) },
    ],
  };
}

/** Text of a component. Written out rather than built and then turned into text: there may be very many. */
function componentText(
  { ref, component, path, line, findings }: Subject,
  format: string | undefined,
  quote: Quote,
): string {
  const { kind, name, version, purl, scope } = component;
  const parts = [`"type":"${types.get(kind) ?? 'application'}","bom-ref":"${ref}","name":${jsonText(name)}`];
  if (version !== undefined) parts.push(`"version":${quote(version)}`);
  if (scope !== undefined) parts.push(`"scope":"${scopeOf(scope)}"`);
  if (purl !== undefined) parts.push(`"purl":${jsonText(purl)}`);
  if (line > 0) parts.push(`"evidence":{"occurrences":[{"location":${quote(path)},"line":${line}}]}`);
  const maker = kind === 'device' ? `"manufacturer":{"name":` : `"publisher":`;
  const named = makerOf(component, kind === 'device' ? 'manufactured-by' : 'published-by');
  if (named !== undefined) parts.push(`${maker}${quote(named)}${kind === 'device' ? '}' : ''}`);
  const references = addressesOf(component).map(([type, url]) => `{"type":"${type}","url":${quote(url)}}`);
  if (references.length > 0) parts.push(`"externalReferences":[${references.join(',')}]`);
  const managed = packageManagerOf(purl, format);
  parts.push(`"properties":${propertiesText(component, path, findings, quote, managed)}`);
  return `{${parts.join(',')}}`;
}

function serviceText({ ref, component, path, findings }: Subject, quote: Quote): string {
  const { name, version } = component;
  const versioned = version === undefined ? '' : `,"version":${quote(version)}`;
  const provider = makerOf(component, 'published-by');
  const provided = provider === undefined ? '' : `,"provider":{"name":${quote(provider)}}`;
  const addresses = addressesOf(component).map(([, url]) => quote(url));
  const endpoints = addresses.length === 0 ? '' : `,"endpoints":[${addresses.join(',')}]`;
  return `{"bom-ref":"${ref}"${provided},"name":${jsonText(name)}${versioned}${endpoints},"properties":${propertiesText(component, path, findings, quote)}}`;
}

function scopeOf(scope: string): 'required' | 'optional' | 'excluded' {
  if (scope === 'optional') return 'optional';
  return scope === 'runtime' || scope === 'peer' ? 'required' : 'excluded';
}

function propertiesText(
  component: Subject['component'],
  path: string,
  findings: readonly Finding[],
  quote: Quote,
  managed?: PackageManager,
): string {
  const { kind, scope } = component;
  const development = scope === 'dev' ? 'development' : scope === 'test' ? 'test' : undefined;
  let text = `[{"name":"gitlab:dependency_scanning:input_file:path","value":${quote(path)}}`;
  if (development !== undefined) text += `,{"name":"gitlab:dependency_scanning:category","value":"${development}"}`;
  if (managed !== undefined) {
    text += `,{"name":"gitlab:dependency_scanning:package_manager:name","value":${quote(managed.manager)}}`;
    text += `,{"name":"gitlab:dependency_scanning:language:name","value":${quote(managed.language)}}`;
  }
  text += `,{"name":"wherefrom:kind","value":${quote(kind)}}`;
  text += factsText(component, findings.length > 0 ? 'flagged' : 'plain', quote);
  for (const finding of findings) text += findingText(finding, quote);
  return `${text}]`;
}

/** The first organisation that made or published it. Contacts of people in such a field are not passed on. */
function makerOf({ facts }: Subject['component'], relation: Relation): string | undefined {
  return facts?.identifiers?.find(
    (one) =>
      one.kind === 'organisation' && (one.relation ?? relation) === relation && !/[@<]|:\/\/|^\s|\s$/.test(one.value),
  )?.value;
}

/** Addresses on the web that the component comes from or stands at, those that are written as CycloneDX wants them. */
function addressesOf({ facts }: Subject['component']): [type: string, url: string][] {
  const found: [string, string][] = [];
  for (const { kind, value, relation } of facts?.identifiers ?? []) {
    const type = relation === 'fetched-from' ? 'distribution' : relation === 'hosted-by' ? 'website' : undefined;
    if (kind === 'url' && type !== undefined && plainAddress.test(value)) found.push([type, value]);
  }
  return found;
}

const plainAddress = /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w./~-]*)?$/;

/** Attributes of rows that rules test. */
const judged = ['row', 'use', 'zone', 'data_category', 'region', 'category', 'part'] as const;
/** Those that messages name. */
const named = ['site', 'location', 'host'] as const;

/**
 * What the component was matched by. Of a component nothing is said about, an address of one device keeps only what tells its
 * maker, and the row only what rules test; a register is written with all the columns its duties ask for.
 */
function factsText(
  { kind, scope, direct, source, facts }: Subject['component'],
  about: 'flagged' | 'plain',
  quote: Quote,
): string {
  if (facts === undefined) return '';
  const { ecosystem, entry, date, attributes = {}, identifiers = [] } = facts;
  let text = '';
  const say = (name: string, value: string): void => {
    text += `,{"name":${quote(`wherefrom:${name}`)},"value":${quote(value)}}`;
  };
  if (ecosystem !== undefined) say('ecosystem', ecosystem);
  if (entry !== undefined) say('entry', entry);
  if (date !== undefined) say('date', date);
  if (direct !== undefined) say('direct', String(direct));
  // The three words of CycloneDX do not tell these apart.
  if (scope === 'peer' || scope === 'build' || scope === 'test') say('scope', scope);
  if (source !== undefined) say('source', source);
  for (const { kind: what, value, field, relation = '' } of identifiers) {
    say(`identifier:${what}:${relation}:${field}`, what === 'mac' && about === 'plain' ? makersPart(value) : value);
  }
  const columns =
    kind === 'register-entry' ? Object.keys(attributes) : about === 'flagged' ? [...judged, ...named] : judged;
  for (const column of columns) {
    const cell = Object.hasOwn(attributes, column) ? attributes[column] : undefined;
    if (cell !== undefined) say(`attribute:${column}`, cell);
  }
  return text;
}

/** A hardware address with its last 12 bits as zeros: no assignment of the IEEE is longer than the rest. */
function makersPart(address: string): string {
  let left = 3;
  const digits = [...address];
  for (let at = digits.length - 1; at >= 0 && left > 0; at--) {
    if (!/[0-9a-f]/i.test(digits[at] ?? '')) continue;
    digits[at] = '0';
    left--;
  }
  return digits.join('');
}

/** What the annotation says in words; status and confidence only where they are not the usual `open` and `high`. */
function findingText({ id, rule, severity, status, confidence, relation, listings }: Finding, quote: Quote): string {
  // Without its closing quote, for the last part of the name.
  const name = `,{"name":${jsonText(`wherefrom:finding:${id}`).slice(0, -1)}`;
  let text = `${name}:severity","value":${quote(severity)}}${name}:rule","value":${quote(rule)}}${name}:relation","value":${quote(relation)}}`;
  if (listings.length > 0) text += `${name}:lists","value":${quote(listIds(listings))}}`;
  if (status !== 'open') text += `${name}:status","value":${quote(status)}}`;
  if (confidence !== 'high') text += `${name}:confidence","value":${quote(confidence)}}`;
  return text;
}

function listIds(listings: Finding['listings']): string {
  return [...new Set(listings.map(({ list }) => list))].join(',');
}

type Quote = (text: string) => string;

/** JSON of texts that come again and again: rules, lists, paths, versions. */
function quoting(): Quote {
  const known = new Map<string, string>();
  return (text) => {
    let quoted = known.get(text);
    if (quoted === undefined) {
      quoted = jsonText(text);
      known.set(text, quoted);
    }
    return quoted;
  };
}

/** As text: who annotates and when is the same in each. */
function* annotationsOf(report: Report, refs: readonly string[]): Iterable<string> {
  const timestamp = `${report.policy.asOf}T00:00:00Z`;
  const annotator = { component: { type: 'application', name: report.tool.name, version: report.tool.version } };
  const same = `"annotator":${jsonText(annotator)},"timestamp":${jsonText(timestamp)}`;
  for (const [at, finding] of report.findings.entries()) {
    yield `{"bom-ref":${jsonText(finding.id)},"subjects":${refs[at]},${same},"text":${jsonText(annotationText(finding))}}`;
  }
}

function annotationText({ severity, status, message, remedy, relation, evidence, waiver }: Finding): string {
  const stands =
    status === 'open' ? '' : status === 'waived' ? ` Waived: ${waiver?.reason ?? ''}.` : ' In the baseline.';
  const place =
    evidence[0] === undefined
      ? ''
      : ` Seen in ${placeText(evidence[0])} (${relationText(relation)}, ${evidence[0].matched}).`;
  return visible(`${severity}: ${message}${place}${stands} What to do: ${remedy}`);
}
