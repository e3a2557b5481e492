/**
 * A Yocto image's package manifest, *.manifest, and its license.manifest. Specification: Yocto Project reference manual, "Build history" and
 * "Licenses". Surprising: the first is one line a package, `name architecture version`; the second is stanzas with upper-case names that hold blanks.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { withFacts } from '../languages/constraint.ts';
import { cutProblems, plainLines } from '../languages/plain-lines.ts';
import { readStanzas } from '../languages/stanzas.ts';

const problemLimit = 20;
const packageLine = /^(\S+)\s+(\S+)\s+(\S+)$/;

/** Reads the packages of an image. */
export const yoctoManifest: DocumentFormat = {
  id: 'native/yocto-manifest',
  title: 'Yocto image manifest',
  files: ['license.manifest'],
  mayBe: ['*.manifest'],
  recognise: (head, path) => path.endsWith('license.manifest') || isImageManifest(head),
  parse,
};

/** The first lines are three words, the last of which holds a digit. */
function isImageManifest(head: string): boolean {
  const lines = head
    .split('\n', 6)
    .filter((line) => line.trim() !== '')
    .slice(0, 5);
  return lines.length > 0 && lines.every(isPackageLine);
}

function isPackageLine(line: string): boolean {
  const [name = '', architecture = '', version = '', more] = line.trim().split(' ', 4);
  return (
    more === undefined &&
    /^[a-z0-9][a-z0-9+.-]*$/.test(name) &&
    /^[a-z0-9_-]+$/.test(architecture) &&
    /\d/.test(version)
  );
}

function parse(input: DocumentInput): DocumentResult {
  const { components, problems = [] } =
    /^PACKAGE NAME:/m.test(input.text) || input.path.endsWith('license.manifest')
      ? licenseManifest(input.text)
      : imageManifest(input.text);
  return { components, problems: [...problems, ...cutProblems(input.text, 'line')] };
}

function imageManifest(text: string): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [index, line] of plainLines(text).entries()) {
    if (line.trim() === '') continue;
    const [, name, architecture, version] = packageLine.exec(line.trim()) ?? [];
    if (name === undefined || architecture === undefined) {
      if (problems.length < problemLimit)
        problems.push({
          code: 'wrong-type',
          line: index + 1,
          message: 'a line is not a name, an architecture and a version',
          weight: 'lost',
        });
    } else
      components.push({
        kind: 'os-package',
        name,
        version,
        ecosystem: 'generic',
        at: { line: index + 1, column: 1 },
        attributes: { architecture },
      });
  }
  return { components, problems };
}

function licenseManifest(text: string): DocumentResult {
  const { stanzas, bad } = readStanzas(text);
  const problems: Problem[] = bad
    .slice(0, problemLimit)
    .map(({ line }) => ({ code: 'wrong-type', line, message: 'a line is not a field', weight: 'lost' }));
  const components: Component[] = [];
  for (const { fields, line } of stanzas) {
    const name = fields.get('package name') ?? fields.get('recipe name');
    const version = (fields.get('package version') ?? fields.get('version'))?.value;
    if (!name || name.value === '')
      problems.push({ code: 'wrong-type', line, message: 'a stanza has no "PACKAGE NAME"', weight: 'lost' });
    else
      components.push({
        kind: 'os-package',
        name: name.value,
        version,
        ecosystem: 'generic',
        at: { line: name.line, column: name.column },
        attributes: withFacts(undefined, { recipe: fields.get('recipe name')?.value }),
      });
  }
  if (components.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no stanza of a package', { line: problems[0]?.line });
  return { components, problems };
}
