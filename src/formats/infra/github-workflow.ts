/**
 * Workflows of GitHub Actions, and of Gitea and Forgejo, which read the same. Specification: the GitHub documentation, "Workflow syntax". Surprising: an image
 * may come from a matrix, whose values stand elsewhere in the file.
 */
import type { Component } from '../../model/component.ts';
import { entriesIn, hasKey, itemsIn, nodeAt, type TextEntry, type TextNode } from '../../syntax/text-node.ts';
import { imageComponent, isUnresolved } from './image-component.ts';
import { keyMeaning } from './key-meaning.ts';
import { type Evidence, readImage, readTree, type TreeRules } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Members that workflows and composite actions share. */
export const githubRules: TreeRules = {
  entry(entry, _parent, under, evidence) {
    const { key, value } = entry;
    if (key === 'uses' && value?.kind === 'text') {
      const component = actionComponent(value.value, value.offset, evidence);
      if (component) evidence.components.push(component);
      return 'taken';
    }
    if (key === 'container' && value?.kind === 'text') {
      readImage(value.value, key, value.offset, githubRules, evidence);
      return 'taken';
    }
    // A matrix is a list of words until something says what they are.
    if ((under === 'matrix' || under === 'include') && keyMeaning(key) === 'image') return 'taken';
    // Who is told, and what a release says, is text.
    if (
      under === 'with' &&
      /^(?:body|release[-_]?notes|commit[-_]?message|pr[-_]?body|message|text|payload|committer|author|labels?)$/i.test(
        key,
      )
    )
      return 'taken';
    return undefined;
  },
};

/** `owner/repository/path@ref` and `docker://image`; undefined for an action of the same repository. */
function actionComponent(uses: string, offset: number, { problems }: Evidence): Component | undefined {
  if (uses.startsWith('./') || uses.startsWith('../')) return undefined;
  const at = { offset };
  if (uses.startsWith('docker://')) return imageComponent(uses.slice('docker://'.length), at);
  const found = /^([\w.-]+\/[\w.-]+)((?:\/[\w./-]+)?)(?:@(\S+))?$/.exec(uses.trim());
  if (!found) {
    problems.push({
      code: isUnresolved(uses) ? 'unresolved' : 'wrong-type',
      message: `"${uses.slice(0, 100)}" names no action`,
      weight: 'lost',
    });
    return undefined;
  }
  return {
    kind: 'package',
    name: found[1] as string,
    ...(found[3] !== undefined && { version: found[3] }),
    ecosystem: 'github',
    at,
    direct: true,
    scope: 'build',
  };
}

/** Reads actions, images of jobs and services, addresses in scripts, inputs and environments. */
export const githubWorkflow = treeFormat({
  id: 'infra/github-workflow',
  title: 'GitHub Actions workflows',
  files: [
    '.github/workflows/*.yml',
    '.github/workflows/*.yaml',
    '.gitea/workflows/*.yml',
    '.gitea/workflows/*.yaml',
    '.forgejo/workflows/*.yml',
    '.forgejo/workflows/*.yaml',
  ],
  rules: githubRules,
  refuse: (documents) => (documents.some((document) => hasKey(document, 'jobs')) ? undefined : 'has no "jobs"'),
  read(document, evidence) {
    for (const { key, value } of entriesIn(document)) {
      if (key !== 'jobs') {
        if (key !== 'name' && key !== 'run-name' && key !== 'on' && value) readTree(value, githubRules, evidence);
        continue;
      }
      for (const { value: job } of entriesIn(value)) if (job) readJob(job, evidence);
    }
  },
});

function readJob(job: TextNode, evidence: Evidence): void {
  const matrix = nodeAt(job, 'strategy', 'matrix');
  const rules: TreeRules = {
    ...githubRules,
    entry(entry, parent, under, into) {
      const named = namedByMatrix(entry);
      if (named !== undefined && matrix !== undefined) {
        const values = matrixValues(matrix, named);
        for (const value of values)
          if (value.kind === 'text') readImage(value.value, entry.key, value.offset, githubRules, into);
        if (values.length > 0) return 'taken';
      }
      return githubRules.entry?.(entry, parent, under, into);
    },
  };
  readTree(
    { kind: 'map', entries: [{ key: '', offset: job.offset, value: job }], offset: job.offset },
    rules,
    evidence,
  );
}

/** The matrix key that an image is taken from: `${{ matrix.os }}`. */
function namedByMatrix({ key, value }: TextEntry): string | undefined {
  if ((key !== 'container' && key !== 'image') || value?.kind !== 'text') return undefined;
  return /^\$\{\{\s*matrix\.([\w.-]+)\s*\}\}$/.exec(value.value)?.[1];
}

function matrixValues(matrix: TextNode, name: string): TextNode[] {
  const path = name.split('.');
  const first = path[0] as string;
  const below = (node: TextNode): TextNode[] => {
    const found = path.length === 1 ? node : nodeAt(node, ...path.slice(1));
    return found === undefined ? [] : [found];
  };
  const listed = itemsIn(nodeAt(matrix, first)).flatMap(below);
  const included = itemsIn(nodeAt(matrix, 'include')).flatMap((item) => {
    const found = nodeAt(item, first);
    return found === undefined ? [] : below(found);
  });
  return [...listed, ...included];
}
