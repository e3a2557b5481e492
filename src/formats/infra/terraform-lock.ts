/**
 * .terraform.lock.hcl of Terraform and OpenTofu. Specification: Terraform documentation, "Dependency Lock File". Surprising: a provider's address is
 * host, namespace and type, and only the hosts of the two public registries are left out of the name; module calls are not locked.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, isToken, literalOf } from '../../syntax/code-tree.ts';
import { fetchedOrigin } from '../languages/origin.ts';
import { cutProblems, refuseConflicts } from '../languages/plain-lines.ts';

/** Reads the selected providers. It has no edges. */
export const terraformLock: DocumentFormat = {
  id: 'infra/terraform-lock',
  title: 'Terraform and OpenTofu .terraform.lock.hcl',
  files: ['.terraform.lock.hcl'],
  parse,
};

const hcl: CodeStyle = {
  lineComments: ['#', '//'],
  blockComments: [{ open: '/*', close: '*/' }],
  quotes: [{ open: '"', close: '"', escape: 'backslash' }],
  wordCharacters: '-',
};

const publicHosts: ReadonlySet<string> = new Set(['registry.terraform.io', 'registry.opentofu.org']);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const nodes = codeTree(strictTokens(input.text, hcl));
  const components: Component[] = [];
  const problems: Problem[] = cutProblems(input.text, 'line');
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as CodeNode;
    if (!isToken(node, 'provider')) {
      if (node.kind === 'group') continue;
      if (problems.length < 20 && node.kind === 'word' && nodes[at + 1]?.kind === 'string')
        problems.push({
          code: 'unknown-block',
          line: node.line,
          message: `"${node.text}" is not a block of this file`,
          weight: 'lost',
        });
      continue;
    }
    const label = nodes[at + 1];
    const body = nodes[at + 2];
    const address = literalOf(label);
    const one =
      label?.kind === 'string' && address !== undefined && body?.kind === 'group' && body.open === '{'
        ? provider(address, label.offset, body.nodes)
        : undefined;
    if (one) {
      components.push(one);
      if (one.version === undefined)
        problems.push({
          code: 'wrong-type',
          line: label?.line,
          message: `"${one.name}" has no version`,
          weight: 'lost',
        });
    } else
      problems.push({
        code: 'wrong-type',
        line: node.line,
        message: 'a provider has no address or no body',
        weight: 'lost',
      });
  }
  if (components.length === 0 && nodes.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no "provider" block', { line: 1 });
  return { components, problems };
}

function provider(address: string, offset: number, body: readonly CodeNode[]): Component | undefined {
  const parts = address.split('/');
  if (parts.length !== 3 || parts.some((part) => part === '')) return undefined;
  const host = parts[0]?.toLowerCase() ?? '';
  const isPublic = publicHosts.has(host);
  const constraints = attribute(body, 'constraints');
  return {
    kind: 'package',
    name: isPublic ? parts.slice(1).join('/') : address,
    version: attribute(body, 'version'),
    ecosystem: 'terraform',
    at: { offset },
    attributes: constraints === undefined ? undefined : { constraint: constraints },
    ...(host === 'terraform.io' ? {} : fetchedOrigin(host, 'provider')),
  };
}

function attribute(body: readonly CodeNode[], name: string): string | undefined {
  const at = body.findIndex((node, index) => isToken(node, name) && isToken(body[index + 1], '='));
  return at < 0 ? undefined : literalOf(body[at + 2]);
}
