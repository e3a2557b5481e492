/**
 * MODULE.bazel and the files it includes (*.MODULE.bazel). Specification: Bazel documentation, "MODULE.bazel files" and "Bazel modules".
 * Surprising: a version is the least that is wanted, and an override sends a module to an archive, a repository or another registry.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { lineIndex } from '../../syntax/text.ts';
import { type LiteralCall, literalText, readLiteralSource } from '../python/literal-source.ts';
import { type BazelReading, lostProblems, readBazelCall } from './bazel-repositories.ts';

/** Reads modules, overrides, and what extensions and rules are told to fetch, as far as it is literal. */
export const bazelModule: DocumentFormat = {
  id: 'jvm/bazel-module',
  title: 'Bazel MODULE.bazel',
  files: ['MODULE.bazel', '*.MODULE.bazel'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const source = readLiteralSource(input.text);
  const reading: BazelReading = { source, components: [], lost: [] };
  // Extensions that only development needs hand that on to their tags.
  const dev = new Set<string>();
  for (const [name, values] of source.assigned)
    for (const value of values) if (value.kind === 'call' && isDev(value.call)) dev.add(name);
  for (const call of source.calls) {
    if (call.name === 'bazel_dep') readDependency(reading, call);
    else if (call.name === 'single_version_override' || call.name === 'multiple_version_override')
      readOverride(reading, call);
    else {
      const before = reading.components.length;
      readBazelCall(reading, call);
      if (dev.has(call.name.split('.', 1)[0] ?? ''))
        for (let at = before; at < reading.components.length; at++) {
          const one = reading.components[at] as Component;
          reading.components[at] = { ...one, scope: one.kind === 'service' ? undefined : 'dev' };
        }
    }
  }
  const index = lineIndex(input.text);
  return { components: reading.components, problems: lostProblems(reading, 'lost', (offset) => index.at(offset).line) };
}

function isDev(call: LiteralCall): boolean {
  const value = call.keywords.get('dev_dependency');
  return value?.kind === 'name' && value.name === 'True';
}

function readDependency(reading: BazelReading, call: LiteralCall): void {
  const written = call.keywords.get('name') ?? call.positional[0];
  const name = literalText(reading.source, written);
  if (!written || name === undefined) {
    reading.lost.push({ offset: call.offset, message: 'the name of a module is computed, so it is not known' });
    return;
  }
  const version = literalText(reading.source, call.keywords.get('version') ?? call.positional[1]);
  reading.components.push({
    ...{ kind: 'package', name, version: version === '' ? undefined : version, ecosystem: 'bazel' },
    ...{ at: { offset: written.offset }, direct: true, scope: isDev(call) ? 'dev' : undefined },
  });
}

/** Another registry or version for a module; without either it only patches. */
function readOverride(reading: BazelReading, call: LiteralCall): void {
  const written = call.keywords.get('module_name');
  const name = literalText(reading.source, written);
  const registry = literalText(reading.source, call.keywords.get('registry'));
  const version = literalText(reading.source, call.keywords.get('version'));
  if (!written || name === undefined || (registry === undefined && version === undefined)) return;
  const source = registry === undefined ? undefined : withoutSecrets(registry);
  reading.components.push({
    ...{ kind: 'package', name, version, ecosystem: 'bazel', at: { offset: written.offset }, direct: true, source },
    identifiers:
      source === undefined ? undefined : [{ kind: 'url', value: source, field: 'registry', relation: 'fetched-from' }],
  });
}
