import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { jsonNodes } from '../../syntax/json-nodes.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import type { TextNode } from '../../syntax/text-node.ts';
import { yamlNodes } from '../../syntax/yaml-nodes.ts';
import { type Evidence, evidenceFor, readTree, type TreeRules } from './tree-evidence.ts';

/** A format whose documents are trees of keys and values, YAML or JSON. */
export interface TreeFormat
  extends Pick<DocumentFormat, 'id' | 'title' | 'files' | 'mayBe' | 'recognise' | 'priority'> {
  readonly rules: TreeRules;
  /**
   * Actions of a template engine may stand in it. `whole`: it is no document before it is rendered (Helm). `values`: it is one, with gaps in its values
   * (Ansible), and is partial where such a gap hides an address.
   */
  readonly templates?: 'whole' | 'values';
  /** Why a document is none of this format; undefined where it is one. */
  readonly refuse?: (documents: readonly TextNode[], path: string) => string | undefined;
  /** Reads a whole document instead of the walk over its keys. */
  readonly read?: (document: TextNode, evidence: Evidence) => void;
}

export function treeFormat(about: TreeFormat): DocumentFormat {
  const { rules, templates, refuse, read, ...identity } = about;
  return { ...identity, parse: (input) => parse(input, about) };
}

function parse(input: DocumentInput, { rules, templates, refuse, read }: TreeFormat): DocumentResult {
  const { text, path } = input;
  if (text.trim() === '') throw new UnreadableInput('empty', 'is empty', { line: 1 });
  const { documents, faults, templated } =
    /\.(?:json|jsonc|template)$/i.test(path) && /^\s*(?:[{[]|\/[/*])/.test(text)
      ? jsonDocuments(text)
      : yamlNodes(text, templates ? 'templates' : 'plain');
  const conflict = text.includes('<<<<<<< ') ? conflictMarkerLine(text) : undefined;
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  const [fault] = faults;
  if (fault !== undefined && documents.length === 0) throw fault;
  const reason = refuse?.(documents, path);
  if (reason !== undefined) {
    if (fault) throw fault;
    throw new UnreadableInput('wrong-shape', reason, { line: 1 });
  }
  const evidence = evidenceFor(text);
  for (const document of documents) {
    if (read) read(document, evidence);
    else readTree(document, rules, evidence);
  }
  const problems: Problem[] = faults.map(({ code, line, column, message }) => ({
    code,
    line,
    column,
    message,
    weight: 'lost',
  }));
  if (templated && templates === 'whole') problems.push(templateProblem(text, text.search(/\{\{|\{%/)));
  else if (templates === 'values' && evidence.gaps[0] !== undefined)
    problems.push(templateProblem(text, evidence.gaps[0]));
  return { components: evidence.components, problems: [...problems, ...evidence.problems] };
}

function jsonDocuments(text: string): ReturnType<typeof yamlNodes> {
  try {
    return { documents: [jsonNodes(text)], faults: [], templated: false };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { documents: [], faults: [error], templated: false };
  }
}

/** One a file: the actions of a template are as many as its lines. */
export function templateProblem(text: string, at: number): Problem {
  return {
    code: 'template',
    line: text.slice(0, Math.max(0, at)).split('\n').length,
    message: 'is a template that is not rendered: only what stands in it literally was read',
    weight: 'lost',
  };
}
