/**
 * Playbooks, roles and variables of Ansible. Specification: the Ansible documentation, "Playbook syntax". Surprising: Jinja may stand in every value; it is not
 * evaluated, and an image that only a variable names is a loss.
 */
import type { KeyMeaning } from './key-meaning.ts';
import { treeFormat } from './tree-format.ts';

const keys: ReadonlyMap<string, KeyMeaning> = new Map([
  // The machines that are managed.
  ['hosts', 'prose'],
  ['delegate_to', 'prose'],
  ['msg', 'prose'],
  ['fail_msg', 'prose'],
  ['when', 'prose'],
  ['shell', 'shell'],
  ['ansible.builtin.shell', 'shell'],
  ['ansible.builtin.command', 'shell'],
  ['ansible.builtin.raw', 'shell'],
]);

/** Reads images, addresses of downloads, repositories and registries, and shell text of tasks. */
export const ansible = treeFormat({
  id: 'infra/ansible',
  title: 'Ansible playbooks, roles and variables',
  files: [],
  mayBe: ['*.yml', '*.yaml'],
  recognise: (head, path) =>
    (/^- (?:hosts|name|import_playbook|ansible\.builtin\.import_playbook):/m.test(head) &&
      /^[ \t]+(?:hosts|become|roles|tasks|ansible\.[a-z]+\.[a-z_]+|get_url|apt|yum|dnf|shell|command|copy|template|file|service|systemd|docker_container|community\.[a-z.]+|include_tasks|import_tasks|set_fact):/m.test(
        head,
      )) ||
    (/(?:^|\/)(?:group_vars|host_vars|roles\/[^/]+\/(?:defaults|vars|tasks|handlers))\//.test(path) &&
      /^[ \t]*(?:- )?[\w.]+:/m.test(head)) ||
    (/(?:^|\/)requirements\.ya?ml$/.test(path) && /^(?:collections|roles):/m.test(head)),
  rules: { keys, gaps: 'noted' },
  templates: 'values',
  refuse: () => undefined,
});
