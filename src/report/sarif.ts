import type { Evidence, Severity } from '../model/match.ts';
import type { Finding, Renderer, Report, ReportProblem } from '../model/report.ts';
import { jsonArray, jsonText } from './writing/json-text.ts';
import { visible } from './writing/visible-text.ts';
import { componentText, counted, pathText, placeText, relationText } from './writing/words.ts';

/** GitHub shows this many results of a run and takes five times as many; most severe come first. */
const maxResults = 5_000;
/** GitHub keeps 1,000 locations a result and shows 100. */
const maxRelated = 50;
const maxNotifications = 200;
const maxText = 4_000;

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'warning',
  info: 'note',
};

/** GitHub: above 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low; a text, not a number. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
};

/**
 * SARIF 2.1.0 for GitHub code scanning (limits and refusals: docs.github.com, "SARIF support for code scanning"). Every result
 * has a relative physical location with a line: one result without it and the whole file is refused. Fingerprints stand under a
 * key of our own: `primaryLocationLineHash` belongs to the upload action, which warns where somebody else sets it. Waived
 * findings are left out, since GitHub shows suppressed results as open. Nothing depends on clock, machine or folder.
 */
export const sarifRenderer: Renderer = {
  id: 'sarif',
  title: 'SARIF 2.1.0, as GitHub code scanning takes it',
  *render(report, options) {
    const reported = report.findings.filter(({ status }) => status !== 'waived');
    const shown = reported.slice(0, maxResults);
    const rules = rulesOf(shown);
    const home = report.inputs.find(({ path }) => isInside(path))?.path;
    const category = (options.category ?? 'wherefrom').replace(/\/+$/, '');
    yield '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n  "version": "2.1.0",\n  "runs": [\n    {\n';
    yield `      "tool": {\n        "driver": {\n          "name": "wherefrom",\n          "semanticVersion": ${jsonText(report.tool.version)},\n`;
    yield '          "rules": ';
    yield* jsonArray(
      [...rules.values()].map(({ rule }) => rule),
      '          ',
    );
    yield `\n        }\n      },\n      "automationDetails": ${jsonText({ id: `${category}/` })},\n`;
    yield `      "invocations": [\n        ${jsonText(invocationOf(report, reported.length - shown.length))}\n      ],\n`;
    yield '      "columnKind": "utf16CodeUnits",\n      "results": ';
    yield* jsonArray(
      mapped(shown, (finding) => resultOf(finding, rules, home)),
      '      ',
    );
    yield '\n    }\n  ]\n}\n';
  },
};

interface IndexedRule {
  readonly index: number;
  readonly rule: object;
}

function* mapped<Value>(values: Iterable<Value>, change: (value: Value) => unknown): Iterable<unknown> {
  for (const value of values) yield change(value);
}

/** One rule for each rule and severity: GitHub reads the severity from the rule, not from the result. */
function rulesOf(findings: readonly Finding[]): ReadonlyMap<string, IndexedRule> {
  const rules = new Map<string, IndexedRule>();
  for (const finding of findings) {
    const id = ruleId(finding);
    if (!rules.has(id)) rules.set(id, { index: rules.size, rule: ruleOf(id, finding) });
  }
  return rules;
}

function ruleId({ rule, severity }: Finding): string {
  return `${rule}/${severity}`;
}

function ruleOf(id: string, finding: Finding): object {
  const { entity, severity, rule, listings, remedy, references } = finding;
  const who = entity === null ? rule : entity.name;
  const lists = listings.map(
    ({ title, since, state }) =>
      `${title}${since === undefined ? '' : `, since ${since}`}${state === 'live' ? '' : ` (${state})`}`,
  );
  const text = [
    `${who} (${rule}).`,
    lists.length === 0 ? '' : `Listed: ${lists.join('; ')}.`,
    `What to do: ${remedy}`,
  ].filter((line) => line !== '');
  const url = references.find((reference) => /^https?:\/\//.test(reference));
  return {
    id,
    name: ruleName(rule),
    shortDescription: { text: clip(plain(`${who} (${severity})`), 200) },
    fullDescription: { text: clip(plain(text.join(' ')), 900) },
    ...(url !== undefined && encodable(url) && { helpUri: url }),
    help: { text: clip(plain(text.join('\n')), maxText), markdown: clip(helpMarkdown(who, finding), maxText) },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['security', 'supply-chain', `severity/${severity}`],
      precision: precisionOf(finding),
      'problem.severity':
        severity === 'critical' || severity === 'high' ? 'error' : severity === 'info' ? 'recommendation' : 'warning',
      'security-severity': securitySeverity[severity],
    },
  };
}

/** An opaque PascalCase name, as SARIF asks; letters and digits only. */
function ruleName(rule: string): string {
  const name = rule
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  return name === '' ? 'Rule' : name;
}

function precisionOf({ confidence }: Finding): string {
  return confidence;
}

function helpMarkdown(who: string, { listings, remedy, references }: Finding): string {
  const rows = listings.map(
    ({ title, since, state, why }) => `| ${cell(title)} | ${cell(since ?? '')} | ${cell(why ?? state)} |`,
  );
  const table = rows.length === 0 ? [] : ['', '| List | Since | State |', '| --- | --- | --- |', ...rows];
  const links = references
    .filter((reference) => /^https?:\/\//.test(reference) && encodable(reference))
    .map((url) => `- <${url}>`);
  return [
    `**${cell(who)}**`,
    ...table,
    '',
    `What to do: ${cell(remedy)}`,
    ...(links.length === 0 ? [] : ['', ...links]),
  ].join('\n');
}

/** Rule text comes from rule files, which may be a stranger's: markup is taken literally. */
function cell(text: string): string {
  return plain(text).replace(/[\\`*_{}[\]<>#+!|~&]/g, '\\$&');
}

function resultOf(finding: Finding, rules: ReadonlyMap<string, IndexedRule>, home: string | undefined): object {
  const { id, severity, evidence, paths, status, component, relation, entity } = finding;
  const [first, ...others] = evidence;
  const outside = first === undefined || !isInside(first.path);
  const note = outside && first !== undefined ? ` (seen in ${placeText(first)}, outside the source root)` : '';
  const rule = ruleId(finding);
  return {
    ruleId: rule,
    ruleIndex: rules.get(rule)?.index,
    level: levels[severity],
    message: { text: clip(messageText(`${finding.message}${note}`), maxText) },
    locations: [outside ? placeOf({ path: home ?? 'unknown' }) : placeOf(first)],
    ...(others.length > 0 && { relatedLocations: related(others) }),
    partialFingerprints: { 'wherefromFinding/v1': id },
    ...(status === 'baseline' && { baselineState: 'unchanged' }),
    properties: {
      component: component.purl ?? componentText(component),
      relation: relationText(relation),
      ...(entity !== null && { entity: entity.id }),
      ...(paths[0] !== undefined && paths[0].length > 1 && { dependencyPath: pathText(paths[0]) }),
    },
  };
}

function related(places: readonly Evidence[]): readonly object[] {
  return places
    .filter(({ path }) => isInside(path))
    .slice(0, maxRelated)
    .map((place, at) => ({
      id: at + 1,
      ...placeOf(place),
      message: { text: messageText(`Also here: ${place.matched}`) },
    }));
}

function placeOf({ path, line, column }: Pick<Evidence, 'path' | 'line' | 'column'>): {
  readonly physicalLocation: object;
} {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path) },
      region: { startLine: atLeastOne(line), ...(column !== undefined && column >= 1 && { startColumn: column }) },
    },
  };
}

function atLeastOne(line: number | undefined): number {
  return line !== undefined && line >= 1 ? line : 1;
}

/** Relative, and not climbing out: what GitHub can find in the repository. */
function isInside(path: string): boolean {
  return (
    path !== '' &&
    !path.startsWith('/') &&
    !/^[A-Za-z]:[\\/]/.test(path) &&
    !path.split('/').some((part) => part === '..' || part === '.' || part === '')
  );
}

/** A relative reference; decoding it gives the path back. */
export function uriOf(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
}

function invocationOf(report: Report, dropped: number): object {
  const notifications: object[] = [];
  if (dropped > 0) {
    const text = `${counted(dropped, 'finding')} beyond the ${maxResults.toLocaleString('en-US')} most severe left out of this file; the JSON report holds all.`;
    notifications.push({ descriptor: { id: 'results-dropped' }, level: 'warning', message: { text } });
  }
  const lost = report.problems.filter(({ weight }) => weight === 'lost');
  const noted = report.problems.filter(({ weight }) => weight === 'note');
  for (const problem of [...lost, ...noted].slice(0, maxNotifications)) notifications.push(notificationOf(problem));
  for (const { path, status, reason } of report.inputs) {
    if (status !== 'failed' || lost.some((problem) => problem.path === path) || notifications.length > maxNotifications)
      continue;
    notifications.push(
      notificationOf({ code: 'input-failed', path, message: reason ?? 'could not be read', weight: 'lost' }),
    );
  }
  if (lost.length + noted.length > maxNotifications) {
    const text = `${counted(lost.length + noted.length - maxNotifications, 'problem')} more; the JSON report holds all.`;
    notifications.push({ descriptor: { id: 'problems-dropped' }, level: 'warning', message: { text } });
  }
  return {
    executionSuccessful: report.complete,
    exitCode: report.exitCode,
    ...(!report.complete && { exitCodeDescription: 'incomplete: something recognised could not be read' }),
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

function notificationOf({ code, path, line, column, message, weight }: ReportProblem): object {
  return {
    descriptor: { id: code },
    level: weight === 'lost' ? 'error' : 'note',
    message: { text: clip(messageText(`${path}: ${message}`), maxText) },
    ...(isInside(path) && { locations: [placeOf({ path, line, column })] }),
  };
}

/** Plain text of a message: no embedded link `[text](target)` and no placeholder `{0}` can come from a name (SARIF 3.11.5 and 3.11.6). */
function messageText(text: string): string {
  return visible(text)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/\{(?=\d+\})/g, '{{');
}

/** What a viewer shows: without characters that act or hide. The raw values stand in `properties`. */
function plain(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** True for a URL that stands in angle brackets without ending them. */
function encodable(url: string): boolean {
  return /^[\x21-\x7e]+$/.test(url) && !/[<>"\\^`{|}]/.test(url) && URL.canParse(url);
}

/** Cut at a character, not inside a surrogate pair. */
function clip(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, most - 3)
        .toWellFormed()
        .replace(/\ufffd$/, '')}...`;
}
