/**
 * Jenkinsfile: pipelines of Jenkins. Specification: the Jenkins documentation, "Pipeline Syntax". Surprising: it is a Groovy program; it is not run, and only
 * literal strings are read.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import type { CodeStyle } from '../../syntax/code-tokens.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { addressComponent, addressesIn, relationUnder } from './addresses.ts';
import { codeStrings } from './code-strings.ts';
import { readSetting, shellAddresses } from './shell-lines.ts';
import { type Evidence, evidenceFor, readImage } from './tree-evidence.ts';

/** Reads images of agents and steps, and addresses of repositories, registries, scripts and environments. */
export const jenkinsfile: DocumentFormat = {
  id: 'infra/jenkinsfile',
  title: 'Jenkins pipelines (Jenkinsfile)',
  files: ['Jenkinsfile', 'Jenkinsfile.*', '*.jenkinsfile', 'Jenkinsfile-*'],
  recognise: (head) => head.trim() === '' || /\b(?:pipeline|node|stage|library|@Library|podTemplate|def)\b/.test(head),
  parse,
};

const groovy: CodeStyle = {
  lineComments: ['//', '#!'],
  blockComments: [{ open: '/*', close: '*/' }],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true },
    { open: "'''", close: "'''", escape: 'backslash', multiline: true },
    { open: '"', close: '"', escape: 'backslash' },
    { open: "'", close: "'", escape: 'backslash' },
  ],
};

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  if (text.trim() === '') throw new UnreadableInput('empty', 'is empty', { line: 1 });
  const { strings, fault } = codeStrings(text, groovy);
  const evidence = evidenceFor(text);
  for (const { value, offset, key, call } of strings) {
    const word = key === '' ? call : key;
    if (
      /(?:^|\.)(?:echo|error|println|input|description|message|mail|subject|body|displayName|credentialsId|junit)$/.test(
        word,
      )
    )
      continue;
    if (word === 'image' || call === 'docker.image' || (word === 'docker' && !value.includes('://')))
      readImage(value, word, offset, { unresolved: 'lost' }, evidence);
    else if (/(?:^|\.)(?:sh|bat|powershell|pwsh|script)$/.test(word) || call === 'sh' || call === 'bat')
      evidence.components.push(...shellAddresses(value, word, (at) => ({ offset: offset + at })));
    else readOther(value, word, offset, evidence);
  }
  const problems: Problem[] = fault
    ? [{ code: 'syntax', line: fault.line, message: fault.message, weight: 'lost' }]
    : [];
  return { components: evidence.components, problems: [...problems, ...evidence.problems] };
}

function readOther(value: string, word: string, offset: number, { components }: Evidence): void {
  if (!value.includes('://')) {
    if (/^[A-Z_]+$/.test(word)) readSetting(word, value, '', () => ({ offset }), components);
    return;
  }
  for (const { value: address, offset: at } of addressesIn(value))
    components.push(
      addressComponent(
        address,
        word,
        { offset: offset + at },
        /^(?:git|url|checkout|library|remote)$/.test(word) ? 'fetched-from' : relationUnder(word),
      ),
    );
}
