import type { Component } from '../../model/component.ts';
import { requirementOf, withFacts } from '../languages/constraint.ts';
import { gitOrigin, type Origin, urlOrigin } from '../languages/origin.ts';
import { type RubyCall, rubyOption } from '../languages/ruby-calls.ts';

/** The pod that `pod 'Name', ...` or `s.dependency 'Name', ...` asks for; undefined where its name is computed. */
export function podOfCall(call: RubyCall): Component | undefined {
  const name = call.positional[0];
  if (name === undefined) return undefined;
  const versions = call.positional.slice(1).flatMap((token) => token?.text ?? []);
  const { version, attributes } = requirementOf(versions.join(', '), ['='], 'exact');
  const facts = Object.fromEntries(['branch', 'tag', 'commit'].map((key) => [key, rubyOption(call, key)]));
  return {
    kind: 'package',
    name: name.text,
    version,
    ecosystem: 'cocoapods',
    at: { offset: name.offset },
    direct: true,
    ...originOf(call),
    attributes: withFacts(attributes, facts),
  };
}

function originOf(call: RubyCall): Origin {
  const git = rubyOption(call, 'git');
  if (git !== undefined) return gitOrigin(git, 'git');
  const path = rubyOption(call, 'path');
  if (path !== undefined) return { source: path, entry: 'link' };
  for (const key of ['http', 'podspec', 'hg', 'svn', 'source']) {
    const address = rubyOption(call, key);
    if (address === undefined || !/^[\w+.-]+:\/\//.test(address)) continue;
    const origin = urlOrigin(address, key);
    return key === 'source' ? { source: origin.source, identifiers: origin.identifiers } : origin;
  }
  return {};
}
