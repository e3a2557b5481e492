/**
 * WORKSPACE, WORKSPACE.bazel and the .bzl files that hold its calls. Specification: Bazel documentation, "External dependencies overview" and "Working with
 * external dependencies". Surprising: it is a program, and long lists are usually kept in functions of a file like deps.bzl; what such a function
 * computes is told as a note, because the same file may define rules whose arguments are never literal.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { lineIndex } from '../../syntax/text.ts';
import { readLiteralSource } from '../python/literal-source.ts';
import { type BazelReading, lostProblems, readBazelCall } from './bazel-repositories.ts';

/** Reads the archives, repositories and artifacts that are written as literals. */
export const bazelWorkspace: DocumentFormat = {
  id: 'jvm/bazel-workspace',
  title: 'Bazel WORKSPACE and its .bzl files',
  files: ['WORKSPACE', 'WORKSPACE.bazel', 'WORKSPACE.bzlmod'],
  mayBe: ['*deps.bzl', '*dependencies.bzl', '*repositories.bzl', '*repos.bzl', '*workspace*.bzl', '*third_party.bzl'],
  recognise: (head, path) =>
    /(?:^|\/)WORKSPACE[^/]*$/i.test(path) ||
    /\b(?:http_archive|http_file|http_jar|git_repository|go_repository|maven_install|maven_jar|jvm_maven_import_external|container_pull|oci_pull)\(/.test(
      head,
    ),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const reading: BazelReading = { source: readLiteralSource(input.text), components: [], lost: [] };
  for (const call of reading.source.calls) readBazelCall(reading, call);
  const index = lineIndex(input.text);
  const weight = /\.bzl$/i.test(input.path) ? 'note' : 'lost';
  return { components: reading.components, problems: lostProblems(reading, weight, (offset) => index.at(offset).line) };
}
