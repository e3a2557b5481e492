/**
 * Bitbucket Pipelines. Specification: the Bitbucket documentation, "Bitbucket Pipelines configuration reference". Surprising: a `pipe` is an image of the default
 * hub, unless it names another registry after `docker://`.
 */
import { hasKey } from '../../syntax/text-node.ts';
import { readImage } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Reads images, pipes, services, and addresses of scripts. */
export const bitbucketPipelines = treeFormat({
  id: 'infra/bitbucket-pipelines',
  title: 'Bitbucket Pipelines',
  files: ['bitbucket-pipelines.yml', 'bitbucket-pipelines.yaml'],
  rules: {
    entry(entry, _parent, _under, evidence) {
      if (entry.key !== 'pipe' || entry.value?.kind !== 'text') return undefined;
      readImage(entry.value.value.replace(/^docker:\/\//, ''), 'pipe', entry.value.offset, {}, evidence);
      return 'taken';
    },
  },
  refuse: (documents) =>
    documents.some((document) => hasKey(document, 'pipelines')) ? undefined : 'has no "pipelines"',
});
