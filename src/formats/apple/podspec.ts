/**
 * A CocoaPods specification, *.podspec. Specification: CocoaPods guides, "Podspec Syntax Reference". Surprising: subspecs declare dependencies of
 * their own, and a pod may depend on its own subspecs.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem, UnreadableInput } from '../../model/problem.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { rubyCalls } from '../languages/ruby-calls.ts';
import { podOfCall } from './pod-requirement.ts';

const wanted: ReadonlySet<string> = new Set(['dependency']);

/** Reads the dependencies that are written as literals. What the pod itself is called is not a component. */
export const podspec: DocumentFormat = {
  id: 'apple/podspec',
  title: 'CocoaPods *.podspec',
  files: ['*.podspec'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  if (!/\bSpec(?:ification)?\.new\b/.test(input.text))
    throw new UnreadableInput('wrong-shape', 'does not make a specification', { line: 1 });
  const { calls, fault } = rubyCalls(input.text, wanted);
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const call of calls) {
    const pod = podOfCall(call);
    if (pod) components.push(pod);
    else
      problems.push({
        code: 'not-literal',
        line: call.line,
        message: 'this dependency is computed, so it is unknown',
        weight: 'lost',
      });
  }
  if (fault) problems.push(openEnded(fault));
  return { components, problems };
}
