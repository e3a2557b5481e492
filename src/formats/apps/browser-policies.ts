/**
 * Enterprise policies that put extensions into browsers: ExtensionInstallForcelist and ExtensionSettings of Chrome and Edge, Extensions and
 * ExtensionSettings of Firefox. Documentation: Chrome Enterprise policy list, Mozilla policy templates. Surprising: a blocked extension
 * stands in the same settings as an installed one, and `*` is the default for all.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { browserExtensionName } from './browser-extension-name.ts';

/** Reads the extensions that a policy installs or allows by id. */
export const browserPolicies: DocumentFormat = {
  id: 'apps/browser-policies',
  title: 'Browser extension policies',
  files: [],
  mayBe: ['*.json'],
  recognise: (head) =>
    /"(?:ExtensionInstallForcelist|ExtensionInstallAllowlist|ExtensionSettings)"\s*:/.test(head) ||
    (/"policies"\s*:\s*\{/.test(head) && /"Extensions"\s*:/.test(head)),
  parse,
  locate: locateJson,
};

const lists = ['ExtensionInstallForcelist', 'ExtensionInstallAllowlist'] as const;

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  const components: Component[] = [];
  const problems: Problem[] = [];
  const policies: readonly [Path, unknown][] = isRecord(data)
    ? [
        [[], data],
        [['policies'], data.policies],
      ]
    : [];
  let isPolicy = false;
  for (const [path, policy] of policies) {
    if (!isRecord(policy)) continue;
    for (const name of lists) {
      if (policy[name] === undefined) continue;
      isPolicy = true;
      readList(policy[name], [...path, name], components, problems);
    }
    if (policy.ExtensionSettings !== undefined) {
      isPolicy = true;
      readSettings(policy.ExtensionSettings, [...path, 'ExtensionSettings'], components, problems);
    }
    if (path.length > 0 && isRecord(policy.Extensions)) {
      isPolicy = true;
      readInstalls(policy.Extensions.Install, [...path, 'Extensions', 'Install'], components);
    }
  }
  if (!isPolicy) throw new NotThisFormat('has no policy about extensions');
  return { components, problems };
}

function extension(name: string, url: string | undefined, path: Path): Component {
  const identifiers: Identifier[] | undefined =
    url && /^https?:/.test(url)
      ? [{ kind: 'url', value: url, field: String(path[path.length - 1]), at: { path }, relation: 'fetched-from' }]
      : undefined;
  return { kind: 'extension', name, ecosystem: 'browser-extension', identifiers, at: { path } };
}

/** `<id>` or `<id>;<update URL>`. */
function readList(list: unknown, path: Path, into: Component[], problems: Problem[]): void {
  if (!Array.isArray(list)) {
    problems.push({ code: 'wrong-type', message: `${path.join('.')} is no list`, weight: 'lost' });
    return;
  }
  for (const [index, element] of list.entries()) {
    const [id = '', url] = typeof element === 'string' ? element.split(';', 2) : [];
    if (id !== '' && id !== '*') into.push(extension(browserExtensionName(id), url, [...path, index]));
  }
}

function readSettings(settings: unknown, path: Path, into: Component[], problems: Problem[]): void {
  if (!isRecord(settings)) {
    problems.push({ code: 'wrong-type', message: `${path.join('.')} is no object`, weight: 'lost' });
    return;
  }
  for (const [id, setting] of Object.entries(settings)) {
    if (id === '*' || !isRecord(setting) || /^(?:blocked|removed)$/.test(stringOf(setting.installation_mode) ?? ''))
      continue;
    into.push(
      extension(browserExtensionName(id), stringOf(setting.update_url) ?? stringOf(setting.install_url), [...path, id]),
    );
  }
}

/** Firefox installs by address; the add-on's own id is not told. */
function readInstalls(list: unknown, path: Path, into: Component[]): void {
  if (!Array.isArray(list)) return;
  for (const [index, element] of list.entries()) {
    const url = stringOf(element);
    const name = url && /\/([^/?#]+?)(?:\.xpi|\/latest\.xpi|\/?)(?:[?#].*)?$/.exec(url)?.[1];
    if (url && name) into.push({ ...extension(name, url, [...path, index]), ecosystem: undefined });
  }
}
