/**
 * sketch.yaml of Arduino. Specification: Arduino CLI documentation, "Sketch project file". Surprising: a platform that is not Arduino's own names the
 * address of its index, which is where it is fetched from.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { fetchedOrigin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

/** Reads the platforms and libraries of all profiles. */
export const arduinoSketch: DocumentFormat = {
  id: 'native/arduino-sketch',
  title: 'Arduino sketch.yaml',
  files: ['sketch.yaml', 'sketch.yml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a mapping', { line: 1 });
  const profiles = memberOf(root, 'profiles');
  const isOurs = ['profiles', 'default_fqbn', 'default_port', 'default_profile', 'default_programmer'].some(
    (key) => key in root,
  );
  if (!isOurs) throw new UnreadableInput('wrong-shape', 'has no "profiles"', { line: 1 });
  const components: Component[] = [];
  const losses: Loss[] = [];
  for (const [profile, value] of entriesOf(profiles)) {
    const base = ['profiles', profile];
    for (const [at, platform] of (listOf(memberOf(value, 'platforms')) ?? []).entries()) {
      const written = stringOf(memberOf(platform, 'platform'));
      const index = stringOf(memberOf(platform, 'platform_index_url'));
      add(written, [...base, 'platforms', at, 'platform'], {
        scope: 'build',
        attributes: { type: 'platform' },
        ...(index === undefined ? {} : fetchedOrigin(index, 'platform_index_url')),
      });
    }
    for (const [at, library] of (listOf(memberOf(value, 'libraries')) ?? []).entries()) {
      const folder = stringOf(memberOf(library, 'dir'));
      const path = [...base, 'libraries', at];
      if (folder === undefined) add(stringOf(library), path, { scope: 'runtime' });
      else
        components.push({
          kind: 'package',
          name: folder,
          ecosystem: 'arduino',
          at: { path: [...path, 'dir'] },
          direct: true,
          source: folder,
          entry: 'link',
        });
    }
  }

  function add(written: string | undefined, path: Path, rest: Partial<Component>): void {
    const found = /^([^()]+?)(?:\s+\(([^()]*)\))?$/.exec((written ?? '').trim().slice(0, 500));
    if (found?.[1])
      components.push({
        kind: 'package',
        name: found[1],
        version: found[2],
        ecosystem: 'arduino',
        at: { path },
        direct: true,
        ...rest,
      });
    else losses.push({ code: 'wrong-type', path, message: 'this is not a name with its version' });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
