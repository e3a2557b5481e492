/**
 * Settings of applications as trees: application.yml and bootstrap.yml of Spring, appsettings.json of .NET, and what is named alike. No specification: keys that say
 * that hosts stand there, and whole addresses anywhere. Surprising: profiles are documents of one file, and `${NAME:default}` has a default after one colon.
 */
import { treeFormat } from './tree-format.ts';

/** Reads addresses, hosts, images and regions. */
export const applicationSettings = treeFormat({
  id: 'infra/application-settings',
  title: 'Application settings (Spring YAML, appsettings.json)',
  files: [
    'application.yml',
    'application.yaml',
    'application-*.yml',
    'application-*.yaml',
    'bootstrap.yml',
    'bootstrap-*.yml',
    'bootstrap.yaml',
    'appsettings.json',
    'appsettings.*.json',
  ],
  rules: { unresolved: 'elsewhere' },
  refuse: (documents) => (documents.some(({ kind }) => kind === 'map') ? undefined : 'is not a mapping'),
});
