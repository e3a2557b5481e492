/**
 * Pipelines of CircleCI. Specification: the CircleCI documentation, "Configuration reference". Surprising: `machine: {image: ...}` is a virtual machine and no
 * container.
 */
import { hasKey } from '../../syntax/text-node.ts';
import { treeFormat } from './tree-format.ts';

/** Reads images of executors and jobs, and addresses of commands and environments. */
export const circleci = treeFormat({
  id: 'infra/circleci',
  title: 'CircleCI pipelines',
  files: ['.circleci/config.yml', '.circleci/config.yaml', '.circleci/*.yml'],
  rules: {
    entry: (entry, _parent, under) =>
      entry.key === 'machine' || under === 'machine' || entry.key === 'resource_class' ? 'taken' : undefined,
    unresolved: 'lost',
  },
  refuse: (documents) =>
    documents.some((document) =>
      ['jobs', 'orbs', 'workflows', 'commands', 'executors'].some((key) => hasKey(document, key)),
    )
      ? undefined
      : 'has no "jobs"',
});
