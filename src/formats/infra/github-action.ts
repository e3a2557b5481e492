/**
 * action.yml: the metadata of an action. Specification: the GitHub documentation, "Metadata syntax". Surprising: `runs.image` is a Dockerfile beside it as
 * often as an image.
 */
import { hasKey } from '../../syntax/text-node.ts';
import { githubRules } from './github-workflow.ts';
import { treeFormat } from './tree-format.ts';

/** Reads actions and images that the steps use, and addresses in scripts. */
export const githubAction = treeFormat({
  id: 'infra/github-action',
  title: 'GitHub action metadata (action.yml)',
  files: [],
  mayBe: ['action.yml', 'action.yaml'],
  recognise: (head) => /^runs:/m.test(head),
  rules: {
    ...githubRules,
    entry: (entry, parent, under, evidence) =>
      under === '' && entry.key === 'branding' ? 'taken' : githubRules.entry?.(entry, parent, under, evidence),
  },
  refuse: (documents) => (documents.some((document) => hasKey(document, 'runs')) ? undefined : 'has no "runs"'),
});
