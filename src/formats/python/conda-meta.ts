/**
 * conda-meta/<package>.json: one installed conda package. Specification: conda documentation, "Package metadata"; conda writes it for each package
 * of an environment. Surprising: `requested_spec` is there only for what the user asked for.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';

/** Reads the one package of a file. */
export const condaMeta: DocumentFormat = {
  id: 'python/conda-meta',
  title: 'Installed conda packages (conda-meta)',
  files: ['conda-meta/*.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const name = stringOf(root.name);
  const version = stringOf(root.version);
  // Constructor and pixi keep settings of their own in the same folder.
  if (name === undefined && root.build === undefined && root.files === undefined)
    throw new NotThisFormat('names no package');
  if (name === undefined || version === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "name" or no "version"', { line: 1 });
  const identifiers: Identifier[] = [];
  for (const field of ['url', 'channel']) {
    const value = stringOf(root[field]);
    if (value !== undefined && /^https?:/.test(value))
      identifiers.push({ kind: 'url', value: withoutSecrets(value), field, relation: 'fetched-from' });
  }
  const requested = stringOf(root.requested_spec);
  return {
    components: [
      {
        kind: 'package',
        name,
        version,
        ecosystem: 'conda',
        at: { path: ['name'] },
        direct: requested === undefined ? undefined : requested !== '' && requested !== 'None',
        source: identifiers[0]?.value,
        identifiers: identifiers.length > 0 ? identifiers : undefined,
      },
    ],
  };
}
