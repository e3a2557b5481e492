/**
 * Servers of the Model Context Protocol that an editor or assistant starts or asks: mcp.json, .mcp.json, claude_desktop_config.json and the like. Documentation: the
 * protocol's "Connect to local servers", and each client's own page. Surprising: the server is the argument of a package runner (`npx -y name`), so a package that
 * no manifest lists runs with the user's rights and sees what the assistant sees.
 */
import type { Component, Ecosystem } from '../../model/component.ts';
import { entriesIn, hasKey, itemsIn, nodeAt, type TextNode, type TextScalar, textAt } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn } from './addresses.ts';
import { imageComponent, isUnresolved } from './image-component.ts';
import { type Evidence, readTree } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

const sections = ['mcpServers', 'servers', 'mcp_servers', 'context_servers'] as const;

/** Reads the package, image or address of every server, and addresses in its environment. */
export const mcpServers = treeFormat({
  id: 'infra/mcp-servers',
  title: 'MCP server configurations',
  files: [
    '.mcp.json',
    'claude_desktop_config.json',
    '.cursor/mcp.json',
    '.vscode/mcp.json',
    '.roo/mcp.json',
    '.kiro/settings/mcp.json',
    'cline_mcp_settings.json',
    'mcp_config.json',
  ],
  mayBe: ['mcp.json', '*mcp*.json', '.gemini/settings.json'],
  recognise: (head) =>
    /"(?:mcpServers|mcp_servers|context_servers)"\s*:/.test(head) ||
    /"servers"\s*:\s*\{[^{}]*\{[^{}]*"(?:command|url)"/.test(head) ||
    /^\s*\{\s*\}\s*$|^\s*$/.test(head),
  rules: {},
  refuse(documents) {
    const [document] = documents;
    if (document?.kind !== 'map') return 'is not an object';
    return document.entries.length === 0 || sections.some((key) => nodeAt(document, key)?.kind === 'map')
      ? undefined
      : 'has no "mcpServers"';
  },
  read(document, evidence) {
    for (const key of sections)
      for (const { key: name, offset, value } of entriesIn(nodeAt(document, key)))
        if (value) readServer(name, offset, value, evidence);
  },
});

function readServer(name: string, offset: number, server: TextNode, evidence: Evidence): void {
  const { components, problems } = evidence;
  for (const key of ['url', 'serverUrl', 'httpUrl', 'endpoint']) {
    const url = textAt(server, key);
    for (const found of url ? addressesIn(url.value) : [])
      components.push(
        addressComponent(found.value, key, { offset: (url as TextScalar).offset + found.offset }, 'integrates-with'),
      );
  }
  const command = textAt(server, 'command');
  const words = itemsIn(nodeAt(server, 'args')).filter((item) => item.kind === 'text');
  if (command) {
    const started = startedBy(command, words);
    if (started) components.push(started);
    for (const { value, offset: at } of words)
      for (const found of addressesIn(value))
        components.push(addressComponent(found.value, 'args', { offset: at + found.offset }, undefined));
  } else if (!['url', 'serverUrl', 'httpUrl', 'endpoint'].some((key) => hasKey(server, key)))
    problems.push({
      code: 'wrong-type',
      message: `the server "${name.slice(0, 80)}" has neither a command nor an address`,
      weight: 'lost',
    });
  for (const key of ['env', 'headers']) {
    const settings = nodeAt(server, key);
    if (settings) readTree(settings, {}, evidence);
  }
  void offset;
}

const runners: ReadonlyMap<string, Ecosystem> = new Map([
  ['npx', 'npm'],
  ['bunx', 'npm'],
  ['pnpx', 'npm'],
  ['uvx', 'pypi'],
  ['pipx', 'pypi'],
]);
/** Options of runners that take the next word with them. */
const withValue =
  /^(?:-p|--package|--from|--with|-e|--env|-v|--volume|--mount|--name|--network|--python|--index-url|-c|--directory|-i|--registry)$/;

/** The package or image that the command starts. Undefined for a program of this machine. */
function startedBy(command: TextScalar, words: readonly TextScalar[]): Component | undefined {
  const program = command.value.replace(/^.*[/\\]/, '').replace(/\.(?:exe|cmd)$/i, '');
  let rest = words;
  let runner = program;
  if (program === 'cmd' && rest[0]?.value.toLowerCase() === '/c') {
    runner = rest[1]?.value ?? '';
    rest = rest.slice(2);
  }
  if (runner === 'docker' || runner === 'podman') {
    const run = rest.findIndex(({ value }) => value === 'run');
    for (let at = run + 1; run >= 0 && at < rest.length; at++) {
      const word = (rest[at] as TextScalar).value;
      if (withValue.test(word) && !word.includes('=')) {
        // `-i` of a container is a switch.
        if (word !== '-i') at++;
      } else if (!word.startsWith('-'))
        return isUnresolved(word) ? undefined : imageComponent(word, { offset: (rest[at] as TextScalar).offset });
    }
    return undefined;
  }
  if ((runner === 'pnpm' || runner === 'yarn') && rest[0]?.value === 'dlx') {
    rest = rest.slice(1);
    runner = 'npx';
  }
  if (runner === 'npm' && (rest[0]?.value === 'exec' || rest[0]?.value === 'x')) {
    rest = rest.slice(1);
    runner = 'npx';
  }
  if (runner === 'pipx' && rest[0]?.value === 'run') rest = rest.slice(1);
  if (runner === 'uv' && rest[0]?.value === 'tool' && rest[1]?.value === 'run') {
    rest = rest.slice(2);
    runner = 'uvx';
  }
  const ecosystem = runners.get(runner);
  if (ecosystem === undefined) return undefined;
  let named: TextScalar | undefined;
  for (let at = 0; at < rest.length && !named; at++) {
    const word = rest[at] as TextScalar;
    if (/^(?:-p|--package|--from)$/.test(word.value)) named = rest[at + 1];
    else if (withValue.test(word.value)) at++;
    else if (!word.value.startsWith('-')) named = word;
  }
  if (!named || isUnresolved(named.value) || /^[./]|:\/\//.test(named.value)) return undefined;
  const split =
    ecosystem === 'npm'
      ? /^((?:@[^/@\s]+\/)?[^/@\s]+)(?:@(.+))?$/.exec(named.value)
      : /^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(?:(?:==|@)(.+))?$/.exec(named.value);
  if (!split) return undefined;
  const version = split[2];
  return {
    kind: 'package',
    name: split[1] as string,
    ...(version !== undefined && /^\d/.test(version) && { version }),
    ecosystem,
    at: { offset: named.offset },
    direct: true,
  };
}
