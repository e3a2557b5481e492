/** SPDX 2.2 and 2.3 in YAML: the members of the JSON encoding. All scalars are texts here, so a version stays `1.10`. */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { isRecord } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { problemsOf } from './loss.ts';
import { readSpdx } from './spdx-document.ts';

/** At the left margin: writers that sort members put the version last, behind all packages. */
const marks = /^["']?(?:spdxVersion["']?[ \t]*:[ \t]*["']?SPDX-|SPDXID["']?[ \t]*:[ \t]*["']?SPDXRef-DOCUMENT)/m;

/** Reads the same as from SPDX JSON. */
export const spdxYaml: DocumentFormat = {
  id: 'sbom/spdx-yaml',
  title: 'SPDX 2.2 and 2.3 YAML',
  files: ['*.spdx.yaml', '*.spdx.yml'],
  mayBe: ['*.yaml', '*.yml', '*.spdx'],
  recognise: (head) => marks.test(head),
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (isRecord(root) && root.spdxVersion === undefined && root.packages === undefined)
    throw new NotThisFormat('is YAML without the marks of an SPDX 2.x document');
  const components: Component[] = [];
  const { graph, losses } = readSpdx(root, (component) => components.push(component));
  return { components, graph, problems: problemsOf(losses.kept(), (paths) => locateYaml(input.text, paths)) };
}
