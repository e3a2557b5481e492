/**
 * Installed VS Code extensions: extensions/extensions.json of a profile. No specification: the editor's code. Surprising: the publisher's
 * display name is in the metadata of what came from a marketplace, and nowhere for what was installed from a file.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';

/** Reads the installed extensions. */
export const vscodeExtensions: DocumentFormat = {
  id: 'apps/vscode-extensions',
  title: 'Installed VS Code extensions',
  files: ['extensions/extensions.json'],
  mayBe: ['*.json'],
  recognise: (head, path) =>
    /^\s*\[\s*\{\s*"identifier"\s*:\s*\{\s*"id"/.test(head) ||
    (/^\s*\[\s*\]\s*$/.test(head) && /(?:^|\/)extensions\/extensions\.json$/i.test(path)),
  parse,
  locate: locateJson,
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  if (!Array.isArray(data)) throw new NotThisFormat('is no list of extensions');
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [index, element] of data.entries()) {
    const id = isRecord(element) && isRecord(element.identifier) ? stringOf(element.identifier.id) : undefined;
    if (!isRecord(element) || id === undefined) {
      problems.push({ code: 'missing-field', message: `extension ${index + 1} has no identifier`, weight: 'lost' });
      continue;
    }
    const publisher = isRecord(element.metadata) ? stringOf(element.metadata.publisherDisplayName) : undefined;
    const identifiers: Identifier[] | undefined =
      publisher === undefined || publisher === ''
        ? undefined
        : [
            {
              kind: 'organisation',
              value: publisher,
              field: 'publisherDisplayName',
              at: { path: [index, 'metadata', 'publisherDisplayName'] },
              relation: 'published-by',
            },
          ];
    components.push({
      kind: 'extension',
      name: id,
      version: stringOf(element.version),
      ecosystem: 'vscode',
      identifiers,
      at: { path: [index, 'identifier', 'id'] },
    });
  }
  return { components, problems };
}
