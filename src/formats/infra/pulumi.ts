/**
 * Pulumi.yaml and the settings of its stacks. Specification: the Pulumi documentation, "Pulumi project file" and "Pulumi YAML". Surprising: in a project written in
 * a programming language the resources are code, and only regions and addresses stand here.
 */
import { entriesIn, hasKey, nodeAt, textAt } from '../../syntax/text-node.ts';
import { cloudComponent, cloudOf } from './regions.ts';
import { readTree } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Reads configuration of regions and addresses, and the clouds and images of resources written in YAML. */
export const pulumi = treeFormat({
  id: 'infra/pulumi',
  title: 'Pulumi projects and stacks',
  files: ['Pulumi.yaml', 'Pulumi.yml', 'Pulumi.*.yaml', 'Pulumi.*.yml'],
  rules: {},
  refuse: (documents) =>
    documents.some((document) =>
      ['name', 'config', 'runtime', 'resources', 'encryptionsalt', 'secretsprovider', 'imports'].some((key) =>
        hasKey(document, key),
      ),
    )
      ? undefined
      : 'has neither a name nor a "config"',
  read(document, evidence) {
    const seen = new Set<string>();
    for (const { key, value } of entriesIn(document)) {
      if (key !== 'resources') {
        if (value && key !== 'name' && key !== 'description' && key !== 'template')
          readTree(
            { kind: 'map', entries: [{ key, offset: value.offset, value }], offset: value.offset },
            {},
            evidence,
          );
        continue;
      }
      for (const { value: resource } of entriesIn(value)) {
        const type = textAt(resource, 'type');
        const cloud = type && cloudOf(type.value.split(':', 1)[0] as string);
        if (type && cloud !== undefined && !seen.has(cloud)) {
          seen.add(cloud);
          const service = cloudComponent(cloud, `resource ${type.value}`, { offset: type.offset });
          if (service) evidence.components.push(service);
        }
        const properties = nodeAt(resource, 'properties');
        if (properties) readTree(properties, cloud ? { cloud } : {}, evidence);
      }
    }
  },
});
