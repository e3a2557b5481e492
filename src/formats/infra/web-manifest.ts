/**
 * Web app manifests. Specification: W3C, "Web Application Manifest". Surprising: most addresses in it are paths of the same site; one with a host means that the app
 * starts, shows or shares elsewhere.
 */
import { hasKey } from '../../syntax/text-node.ts';
import { treeFormat } from './tree-format.ts';

/** Reads addresses with a host. */
export const webManifest = treeFormat({
  id: 'infra/web-manifest',
  title: 'Web app manifests',
  files: ['*.webmanifest'],
  mayBe: ['manifest.json'],
  recognise: (head, path) =>
    path.endsWith('.webmanifest') || (/"start_url"\s*:/.test(head) && !/"manifest_version"/.test(head)),
  rules: {
    keys: new Map([
      ['icons', 'plain'],
      ['screenshots', 'plain'],
      ['src', 'plain'],
      ['related_applications', 'prose'],
    ]),
  },
  refuse: (documents) =>
    documents.some((document) =>
      ['name', 'short_name', 'start_url', 'icons', 'display'].some((key) => hasKey(document, key)),
    )
      ? undefined
      : 'has neither a name nor a start address',
});
