/**
 * ProjectSettings/ProjectVersion.txt of Unity. Specification: none is published. Surprising: a `c1` at the end (`2022.3.1f1c1`) is the edition that Unity
 * China publishes, a company of its own.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the version of the editor. */
export const unityVersion: DocumentFormat = {
  id: 'dotnet/unity-version',
  title: 'Unity ProjectVersion.txt',
  files: ['ProjectSettings/ProjectVersion.txt'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  for (const [index, raw] of plainLines(input.text).entries()) {
    const found = /^m_EditorVersion:\s*(\d[\w.]*)\s*$/.exec(raw);
    const version = found?.[1];
    if (version === undefined) continue;
    const edition = /c\d+$/.test(version) ? { edition: 'china' } : undefined;
    const at = { line: index + 1, column: raw.indexOf(version) + 1 };
    return {
      components: [
        {
          kind: 'package',
          name: 'unity-editor',
          version,
          ecosystem: 'generic',
          at,
          direct: true,
          scope: 'build',
          attributes: edition,
        },
      ],
    };
  }
  throw new UnreadableInput('wrong-shape', 'has no "m_EditorVersion"', { line: 1 });
}
