import type { ComponentSummary } from '../model/match.ts';
import type { Finding, Renderer, Report, ReportComponent } from '../model/report.ts';
import { jsonArray, jsonText, textArray } from './writing/json-text.ts';
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
  readonly component: Pick<ReportComponent, 'kind' | 'name' | 'version' | 'purl' | 'scope'>;
  readonly path: string;
  readonly line?: number;
  readonly findings: Finding[];
}

/**
 * CycloneDX 1.6 with the findings as annotations and as properties in the namespace `wherefrom:`. They are not `vulnerabilities`:
 * those state exploitability, which an origin says nothing about. Holds every component where the report has them
 * (`--components`), otherwise those with findings. The `gitlab:` properties name the input file, as GitLab's dependency scanning
 * wants it. No serial number and no clock: the same report gives the same bytes; an annotation's time is the report's day.
 */
export const cyclonedxRenderer: Renderer = {
  id: 'cyclonedx',
  title: 'CycloneDX 1.6 with findings as annotations',
  *render(report) {
    const subjects = subjectsOf(report);
    const all = [...subjects];
    yield '{\n  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n';
    yield `  "metadata": ${jsonText(metadataOf(report))},\n  "components": `;
    yield* jsonArray(
      mapped(
        all.filter(({ component }) => !services.has(component.kind)),
        componentOf,
      ),
      '  ',
    );
    yield ',\n  "services": ';
    yield* jsonArray(
      mapped(
        all.filter(({ component }) => services.has(component.kind)),
        serviceOf,
      ),
      '  ',
    );
    yield ',\n  "annotations": ';
    yield* textArray(annotationsOf(all, report), '  ');
    yield '\n}\n';
  },
};

function* mapped<Value>(values: Iterable<Value>, change: (value: Value) => unknown): Iterable<unknown> {
  for (const value of values) yield change(value);
}

/** One subject for each place of a component. A finding belongs to every place it has. */
function subjectsOf(report: Report): readonly Subject[] {
  const subjects: Subject[] = [];
  const byPlace = new Map<string, Subject>();
  const add = (component: Subject['component'], path: string, line: number | undefined): Subject => {
    const subject: Subject = { ref: `c${subjects.length + 1}`, component, path, line, findings: [] };
    subjects.push(subject);
    return subject;
  };
  for (const component of report.components ?? []) {
    const subject = add(component, component.path, component.line);
    for (const key of keysOf(component, component.path, component.line))
      if (!byPlace.has(key)) byPlace.set(key, subject);
  }
  for (const finding of report.findings) {
    const { component, evidence } = finding;
    const owners = new Set<Subject>();
    for (const { path, line } of evidence) {
      const keys = keysOf(component, path, line);
      const known = keys.map((key) => byPlace.get(key)).find((subject) => subject !== undefined);
      const subject = known ?? add(component, path, line);
      if (known === undefined) for (const key of keys) byPlace.set(key, subject);
      owners.add(subject);
    }
    for (const subject of owners) subject.findings.push(finding);
  }
  return subjects;
}

/** The exact place first, then the component anywhere in the file: evidence may stand in another field than the component. */
function keysOf(
  { kind, name }: Pick<ComponentSummary, 'kind' | 'name'>,
  path: string,
  line: number | undefined,
): readonly string[] {
  // No path holds a NUL, so that a name that does cannot pass for another place.
  const anywhere = `${kind}\0${path}\0${name}`;
  return [`${line ?? 0}\0${anywhere}`, anywhere];
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

function componentOf({ ref, component, path, line, findings }: Subject): object {
  const { kind, name, version, purl } = component;
  return {
    type: types.get(kind) ?? 'application',
    'bom-ref': ref,
    name,
    ...(version !== undefined && { version }),
    ...(component.scope !== undefined && {
      scope: component.scope === 'optional' ? 'optional' : isShipped(component.scope) ? 'required' : 'excluded',
    }),
    ...(purl !== undefined && { purl }),
    ...(line !== undefined && { evidence: { occurrences: [{ location: path, line }] } }),
    properties: propertiesOf(component, path, findings),
  };
}

function isShipped(scope: string): boolean {
  return scope === 'runtime' || scope === 'peer';
}

function serviceOf({ ref, component, path, findings }: Subject): object {
  const { name, version } = component;
  return {
    'bom-ref': ref,
    name,
    ...(version !== undefined && { version }),
    properties: propertiesOf(component, path, findings),
  };
}

function propertiesOf(
  { kind, scope }: Subject['component'],
  path: string,
  findings: readonly Finding[],
): readonly object[] {
  const development = scope === 'dev' ? 'development' : scope === 'test' ? 'test' : undefined;
  return [
    { name: 'gitlab:dependency_scanning:input_file:path', value: path },
    ...(development === undefined ? [] : [{ name: 'gitlab:dependency_scanning:category', value: development }]),
    { name: 'wherefrom:kind', value: kind },
    ...findings.flatMap(findingProperties),
  ];
}

/** What the annotation says in words; status and confidence only where they are not the usual `open` and `high`. */
function findingProperties({ id, rule, severity, status, confidence, relation, listings }: Finding): readonly object[] {
  const name = `wherefrom:finding:${id}`;
  return [
    { name: `${name}:severity`, value: severity },
    { name: `${name}:rule`, value: rule },
    { name: `${name}:relation`, value: relation },
    ...(listings.length === 0 ? [] : [{ name: `${name}:lists`, value: listIds(listings) }]),
    ...(status === 'open' ? [] : [{ name: `${name}:status`, value: status }]),
    ...(confidence === 'high' ? [] : [{ name: `${name}:confidence`, value: confidence }]),
  ];
}

function listIds(listings: Finding['listings']): string {
  return [...new Set(listings.map(({ list }) => list))].join(',');
}

/** As text: who annotates and when is the same in each, and there may be very many. */
function* annotationsOf(subjects: readonly Subject[], report: Report): Iterable<string> {
  const timestamp = `${report.policy.asOf}T00:00:00Z`;
  const annotator = { component: { type: 'application', name: report.tool.name, version: report.tool.version } };
  const same = `"annotator":${jsonText(annotator)},"timestamp":${jsonText(timestamp)}`;
  const refs = new Map<string, string[]>();
  for (const { ref, findings } of subjects) {
    for (const { id } of findings) {
      const known = refs.get(id);
      if (known === undefined) refs.set(id, [ref]);
      else known.push(ref);
    }
  }
  for (const finding of report.findings) {
    const about = `"bom-ref":${jsonText(finding.id)},"subjects":${jsonText(refs.get(finding.id) ?? [])}`;
    yield `{${about},${same},"text":${jsonText(annotationText(finding))}}`;
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
