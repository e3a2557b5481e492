import { severities } from '../model/match.ts';
import type { Finding, InputSummary, Renderer, Report } from '../model/report.ts';
import { componentText, placeText } from './writing/words.ts';
import { markupText } from './writing/xml-text.ts';

/**
 * JUnit XML, one suite an input. An open finding at or above `failOn` is a failure, one below it a test that passes and says so in
 * its output: a build then turns red exactly when the exit code does. Waived and baseline findings are skipped tests. An input
 * that was not read in full is an error; a problem without an input stands in a suite of its own. A clean input passes one test.
 */
export const junitRenderer: Renderer = {
  id: 'junit',
  title: 'JUnit XML for CI servers',
  *render(report) {
    const suites = suitesOf(report);
    const totals = { tests: 0, failures: 0, errors: 0, skipped: 0 };
    for (const { counts } of suites) for (const key of countKeys) totals[key] += counts[key];
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites name="wherefrom"${attributes(totals)}>\n`;
    for (const { name, counts, cases } of suites) {
      yield `  <testsuite name="${markupText(name)}"${attributes(counts)}>\n`;
      yield* cases;
      yield '  </testsuite>\n';
    }
    yield '</testsuites>\n';
  },
};

const countKeys = ['tests', 'failures', 'errors', 'skipped'] as const;
type Counts = Record<(typeof countKeys)[number], number>;

interface Suite {
  readonly name: string;
  readonly counts: Counts;
  readonly cases: string[];
}

function suitesOf(report: Report): readonly Suite[] {
  const suites = new Map<string, Suite>();
  const suiteOf = (name: string): Suite => {
    const known = suites.get(name);
    if (known !== undefined) return known;
    const suite: Suite = { name, counts: { tests: 0, failures: 0, errors: 0, skipped: 0 }, cases: [] };
    suites.set(name, suite);
    return suite;
  };
  for (const input of report.inputs) if (input.status !== 'skipped') suiteOf(input.path);
  for (const finding of report.findings) addFinding(suiteOf(finding.evidence[0]?.path ?? '.'), finding, report);
  const told = new Set<string>();
  for (const problem of report.problems) {
    if (problem.weight !== 'lost') continue;
    told.add(problem.path);
    addCase(
      suiteOf(problem.path),
      'errors',
      `read ${placeText(problem)}`,
      'input',
      `      <error type="${markupText(problem.code)}" message="${markupText(problem.message)}"/>\n`,
    );
  }
  for (const input of report.inputs) {
    if (!told.has(input.path) && (input.status === 'failed' || input.status === 'partial'))
      addUnread(suiteOf(input.path), input);
  }
  for (const suite of suites.values())
    if (suite.counts.tests === 0) addCase(suite, 'tests', 'nothing flagged', 'input', '');
  return [...suites.values()];
}

function addUnread(suite: Suite, { path, status, reason }: InputSummary): void {
  const body = `      <error type="${status}" message="${markupText(reason ?? `${status}: not read in full`)}"/>\n`;
  addCase(suite, 'errors', `read ${path}`, 'input', body);
}

function addFinding(suite: Suite, finding: Finding, { policy }: Report): void {
  const { id, rule, severity, status, message, remedy, evidence, component, waiver } = finding;
  const name = `${componentText(component)} [${id}]`;
  const places = evidence.slice(0, 20).map((place) => `${placeText(place)} ${place.matched}`);
  const text = [message, `Severity: ${severity}`, ...places, `What to do: ${remedy}`].map(markupText).join('\n');
  if (status !== 'open') {
    addCase(
      suite,
      'skipped',
      name,
      rule,
      `      <skipped message="${markupText(waiver?.reason ?? 'in the baseline')}"/>\n`,
    );
  } else if (policy.failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(policy.failOn)) {
    addCase(
      suite,
      'failures',
      name,
      rule,
      `      <failure type="${severity}" message="${markupText(message)}">${text}</failure>\n`,
    );
  } else addCase(suite, 'tests', name, rule, `      <system-out>${text}</system-out>\n`);
}

function addCase({ counts, cases }: Suite, count: keyof Counts, name: string, group: string, body: string): void {
  counts.tests += 1;
  if (count !== 'tests') counts[count] += 1;
  const head = `    <testcase name="${markupText(name)}" classname="${markupText(group)}"`;
  cases.push(body === '' ? `${head}/>\n` : `${head}>\n${body}    </testcase>\n`);
}

function attributes(counts: Counts): string {
  return countKeys.map((key) => ` ${key}="${counts[key]}"`).join('');
}
