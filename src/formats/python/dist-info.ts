/**
 * METADATA of an installed wheel (*.dist-info) and PKG-INFO of an egg or sdist. Specification: Python packaging guide, "Core metadata" and
 * "Recording installed projects". Surprising: where the package came from stands in a file beside it, direct_url.json, and only for packages
 * that did not come from an index. Names and addresses of persons in it are not read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { parseJson } from '../../syntax/json.ts';
import { memberOf, recordOf, stringOf } from '../../syntax/shape.ts';
import { pythonSource } from './python-source.ts';

/** Reads the one package of a folder. A REQUESTED file beside it means that the user asked for it. */
export const distInfo: DocumentFormat = {
  id: 'python/dist-info',
  title: 'Installed Python packages (dist-info, egg-info)',
  files: ['*.dist-info/METADATA', '*.egg-info/PKG-INFO', 'EGG-INFO/PKG-INFO'],
  companions: (input) => [
    beside(input.path, 'direct_url.json'),
    beside(input.path, 'REQUESTED'),
    beside(input.path, 'INSTALLER'),
  ],
  parse,
};

/** The headers end at the first empty line; what follows is the description. */
const headerLimit = 2_000;

function parse(input: DocumentInput): DocumentResult {
  const lines = input.text.split(/\r\n|\r|\n/, headerLimit);
  let name: { value: string; line: number; column: number } | undefined;
  let version: string | undefined;
  for (const [index, raw] of lines.entries()) {
    if (raw === '') break;
    const header = /^(Name|Version):\s*(.*\S)\s*$/i.exec(raw);
    if (!header?.[2]) continue;
    if (header[1]?.toLowerCase() === 'version') version ??= header[2];
    else name ??= { value: header[2], line: index + 1, column: raw.indexOf(header[2]) + 1 };
  }
  if (!name || version === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "Name" or no "Version" header', { line: 1 });
  const requested = input.companions.has(beside(input.path, 'REQUESTED'));
  // pip alone writes REQUESTED for certain; without it the absence says nothing.
  const isPip = input.companions.get(beside(input.path, 'INSTALLER'))?.trim() === 'pip';
  return {
    components: [
      {
        kind: 'package',
        name: name.value,
        version,
        ecosystem: 'pypi',
        at: { line: name.line, column: name.column },
        direct: requested ? true : isPip ? false : undefined,
        ...originOf(input.companions.get(beside(input.path, 'direct_url.json'))),
      },
    ],
  };
}

function beside(path: string, file: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${file}`;
}

/** direct_url.json (PEP 610). One that does not parse says nothing. */
function originOf(text: string | undefined): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const root = text === undefined ? undefined : recordOfText(text);
  const url = stringOf(memberOf(root, 'url'));
  if (url === undefined) return {};
  const vcs = stringOf(memberOf(memberOf(root, 'vcs_info'), 'vcs'));
  const origin = pythonSource(vcs === undefined ? url : `${vcs}+${url}`, 'direct_url.json');
  const isEditable = memberOf(memberOf(root, 'dir_info'), 'editable') === true;
  return {
    source: origin.source,
    entry: isEditable ? 'link' : origin.entry,
    identifiers: origin.identifiers.length > 0 ? origin.identifiers : undefined,
  };
}

function recordOfText(text: string): Record<string, unknown> | undefined {
  try {
    return recordOf(parseJson(text));
  } catch {
    return undefined;
  }
}
