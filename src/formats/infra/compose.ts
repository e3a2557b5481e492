/**
 * Compose files of Docker and Podman. Specification: the Compose Specification. Surprising: `${NAME:-default}` may stand anywhere, and an image
 * without its default is only known where the file runs.
 */
import { hasKey } from '../../syntax/text-node.ts';
import { treeFormat } from './tree-format.ts';

/** Reads images, commands, addresses in environments and options. */
export const compose = treeFormat({
  id: 'infra/compose',
  title: 'Compose files (Docker, Podman)',
  files: [
    'docker-compose*.yml',
    'docker-compose*.yaml',
    'compose.yml',
    'compose.yaml',
    'compose.*.yml',
    'compose.*.yaml',
    'compose-*.yml',
    'compose-*.yaml',
    '*.docker-compose.yml',
    '*.docker-compose.yaml',
    'podman-compose*.yml',
    'docker-stack*.yml',
    'docker-stack*.yaml',
  ],
  rules: {
    entry(entry, parent, under) {
      // A service that is built here names the image that comes out of it.
      if (
        entry.key === 'image' &&
        under !== 'services' &&
        hasKey(parent, 'build') &&
        entry.value?.kind === 'text' &&
        /\$\{/.test(entry.value.value)
      )
        return 'taken';
      return entry.key === 'container_name' ||
        entry.key === 'domainname' ||
        entry.key === 'hostname' ||
        entry.key === 'extra_hosts'
        ? 'taken'
        : undefined;
    },
  },
  refuse(documents) {
    return documents.some((document) =>
      ['services', 'include', 'networks', 'volumes', 'configs', 'secrets'].some((key) => hasKey(document, key)),
    ) ||
      // The first form had no "services": every top-level member is one.
      documents.some(
        (document) =>
          document.kind === 'map' &&
          document.entries.some(({ value }) => hasKey(value, 'image') || hasKey(value, 'build')),
      )
      ? undefined
      : 'has no "services"';
  },
});
