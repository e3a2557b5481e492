/**
 * Podfile. Specification: CocoaPods guides, "The Podfile". Surprising: it is a Ruby program, so only calls with literal names can be read; a
 * version without an operator is exact; and `source` lines name the repositories of specifications that all pods come from.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem, UnreadableInput } from '../../model/problem.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { rubyCalls } from '../languages/ruby-calls.ts';
import { podOfCall } from './pod-requirement.ts';

const wanted: ReadonlySet<string> = new Set(['pod', 'source']);
/** What a Podfile without pods still holds. */
const words = /\b(?:pod|target|abstract_target|platform|source|use_frameworks!|install!|workspace|project)\b/;

/** Reads the pods and sources that are written as literals; a computed one is a problem. */
export const podfile: DocumentFormat = { id: 'apple/podfile', title: 'CocoaPods Podfile', files: ['Podfile'], parse };

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  if (!words.test(input.text)) throw new UnreadableInput('wrong-shape', 'has no "pod" and no "target"', { line: 1 });
  const { calls, fault } = rubyCalls(input.text, wanted);
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const call of calls) {
    if (call.name === 'source') {
      const address = call.positional[0];
      const service = address && settingComponent('source', address.text, { offset: address.offset });
      if (service) components.push(service);
      continue;
    }
    const pod = podOfCall(call);
    if (pod) components.push(pod);
    else
      problems.push({
        code: 'not-literal',
        line: call.line,
        message: "this pod's name is computed, so it is unknown",
        weight: 'lost',
      });
  }
  if (fault) problems.push(openEnded(fault));
  return { components, problems };
}
