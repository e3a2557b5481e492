/**
 * Templates of AWS CloudFormation and SAM, YAML and JSON. Specification: the CloudFormation documentation, "Template anatomy". Surprising: `!Sub` and `Fn::Sub`
 * texts hold addresses with gaps, whose hosts often have the region in them.
 */
import { hasKey } from '../../syntax/text-node.ts';
import { treeFormat } from './tree-format.ts';

/** Reads images, addresses, regions of resource names, and user data. */
export const cloudformation = treeFormat({
  id: 'infra/cloudformation',
  title: 'AWS CloudFormation and SAM templates',
  files: [],
  mayBe: ['*.yaml', '*.yml', '*.json', '*.template'],
  recognise: (head) =>
    /AWSTemplateFormatVersion["']?\s*:|Transform["']?\s{0,9}:[\s"'[]{0,40}AWS::Serverless/.test(head),
  priority: 1,
  rules: { cloud: 'aws', unresolved: 'elsewhere' },
  refuse: (documents) =>
    documents.some((document) => hasKey(document, 'Resources')) ? undefined : 'has no "Resources"',
});
