/**
 * Descriptions of APIs, OpenAPI 3 and Swagger 2, YAML and JSON. Specification: the OpenAPI Specification. Surprising: nearly all of it is documentation; what is asked
 * are the servers, and where tokens come from.
 */
import { entriesIn, hasKey, itemsIn, nodeAt, type TextNode, textAt } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn, bareHost } from './addresses.ts';
import type { Evidence } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Reads servers and token addresses. */
export const openapi = treeFormat({
  id: 'infra/openapi',
  title: 'OpenAPI and Swagger descriptions',
  files: [],
  mayBe: [
    '*openapi*.yaml',
    '*openapi*.yml',
    '*openapi*.json',
    '*swagger*.yaml',
    '*swagger*.yml',
    '*swagger*.json',
    '*api*.yaml',
    '*api*.yml',
    '*api*.json',
    '*spec*.yaml',
    '*spec*.json',
  ],
  recognise: (head) =>
    /^[ \t]{0,20}\{?[ \t]{0,20}["']?(?:openapi["']?\s*:\s*["']?3|swagger["']?\s*:\s*["']?2)/m.test(head),
  priority: 1,
  rules: {},
  refuse: (documents) =>
    documents.some((document) => hasKey(document, 'openapi') || hasKey(document, 'swagger'))
      ? undefined
      : 'has no version',
  read(document, evidence) {
    const servers = (node: TextNode | undefined): void => {
      for (const server of itemsIn(nodeAt(node, 'servers'))) say(textAt(server, 'url'), 'servers.url', evidence);
    };
    servers(document);
    for (const { value: path } of entriesIn(nodeAt(document, 'paths'))) {
      servers(path);
      for (const { value: operation } of entriesIn(path)) servers(operation);
    }
    const host = textAt(document, 'host');
    const bare = host && bareHost(host.value);
    if (host && bare !== undefined)
      evidence.components.push(addressComponent(bare, 'host', { offset: host.offset }, undefined));
    const schemes = nodeAt(document, 'components', 'securitySchemes') ?? nodeAt(document, 'securityDefinitions');
    for (const { value: scheme } of entriesIn(schemes)) {
      const flows = entriesIn(nodeAt(scheme, 'flows')).map(({ value }) => value);
      for (const flow of [scheme, ...flows])
        for (const key of ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'openIdConnectUrl'])
          say(textAt(flow, key), key, evidence);
    }
  },
});

function say(node: ReturnType<typeof textAt>, field: string, { components }: Evidence): void {
  if (!node) return;
  for (const { value, offset } of addressesIn(node.value))
    components.push(addressComponent(value, field, { offset: node.offset + offset }, undefined));
}
