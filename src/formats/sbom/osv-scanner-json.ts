/**
 * OSV-Scanner's JSON report. Specification: OSV-Scanner documentation, "Output". Surprising: without `--all-packages` only
 * vulnerable packages are in it, and nothing but their vulnerabilities shows that.
 */
import type { Component } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import { jsonDocument, type ReadJson } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { listedComponent, textIn } from './listed-package.ts';
import { lossList } from './loss.ts';
import { ecosystemOfType } from './package-types.ts';

/** Reads the packages of every source that was scanned. */
export const osvScannerJson = jsonDocument({
  id: 'sbom/osv-scanner-json',
  title: 'OSV-Scanner JSON',
  files: ['osv-scanner.json', '*.osv.json', 'osv-scanner-results.json', 'osv-results.json'],
  mayBe: ['*.json'],
  recognise: (head, path) => {
    const kind = jsonSbomKind(head);
    return kind === 'osv-scanner' || (kind !== 'cyclonedx' && /(?:^|\/)osv-scanner\.json$/i.test(path));
  },
  read,
});

const nameTail = ['package', 'name'];
const purlTail = ['package', 'purl'];

function read(root: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  const results = memberOf(root, 'results');
  if (!Array.isArray(results)) throw new UnreadableInput('wrong-shape', 'has no "results" list', { line: 1 });
  const losses = lossList();
  let isAllFound = true;
  let count = 0;
  for (const [index, result] of results.entries()) {
    const at = [...prefix, 'results', index];
    const packages = memberOf(result, 'packages');
    if (!Array.isArray(packages)) {
      losses.add('wrong-type', at, 'a result has no "packages" list');
      continue;
    }
    for (const [one, value] of packages.entries()) {
      const entry = new Entry([...at, 'packages'], one);
      const found = memberOf(value, 'package');
      if (!isRecord(found)) {
        losses.add('wrong-type', entry.path, 'a package has no "package" object');
        continue;
      }
      const vulnerabilities = memberOf(value, 'vulnerabilities');
      if (!Array.isArray(vulnerabilities) || vulnerabilities.length === 0) isAllFound = false;
      const component = packageOf(found, entry, losses);
      if (component === undefined) continue;
      count++;
      emit(component);
    }
  }
  if (count > 0 && isAllFound) {
    const message = 'lists only packages with vulnerabilities; make it with --all-packages';
    losses.add('only-vulnerable', [...prefix, 'results'], message, 'note');
  }
  return { losses };
}

function packageOf(
  found: Readonly<Record<string, unknown>>,
  entry: Entry,
  losses: ReturnType<typeof lossList>,
): Component | undefined {
  const ecosystem = ecosystemOfType(textIn(found, 'ecosystem'));
  const commit = textIn(found, 'commit');
  const name = textIn(found, 'name') || undefined;
  // A vendored repository has a commit and no name.
  if (name === undefined && commit !== undefined) {
    return { kind: 'package', name: commit, version: commit, ecosystem: 'git', at: entry.at(['package', 'commit']) };
  }
  const listed = {
    name,
    version: textIn(found, 'version'),
    purl: textIn(found, 'purl'),
    ecosystem,
    nameTail,
    purlTail,
  };
  return listedComponent(listed, entry, losses);
}
