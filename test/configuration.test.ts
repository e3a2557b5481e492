import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configurationShape } from '../src/cli/configuration-shape.ts';
import { parseConfiguration } from '../src/cli/read-configuration.ts';
import { documentOf } from '../src/knowledge/rule-files/json-schema.ts';
import { folderOf, run } from './command-line.ts';

const schema = JSON.parse(readFileSync('schemas/wherefrom.schema.json', 'utf8'));

describe('wherefrom.yaml', () => {
  it('its schema is the one that the description gives (node scripts/run-ts.js scripts/schemas.ts)', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(documentOf('wherefrom', schema.title, configurationShape))));
  });
  it('what init writes reads well and fits the schema', async () => {
    const folder = folderOf({ 'Cargo.lock': 'version = 4\n' });
    try {
      expect((await run(['init'], { cwd: folder.path })).code).toBe(0);
      const text = readFileSync(`${folder.path}/wherefrom.yaml`, 'utf8');
      expect(parseConfiguration(text, 'wherefrom.yaml').mistakes).toEqual([]);
      const validate = new Ajv2020({ strict: false }).compile(schema);
      expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
      // With every comment taken off the examples, it is still a configuration.
      const examples = text.slice(text.indexOf('# Rule files of your own'));
      const bare = examples.replace(/^# ((?:rules|exclude|map|waivers|allow| {2}).*)$/gm, '$1');
      expect(parseConfiguration(bare, 'wherefrom.yaml').mistakes).toEqual([]);
    } finally {
      folder.remove();
    }
  });
  it.each([
    ['profils: [a]\n', /1:1: unknown key "profils", did you mean "profiles"\?/],
    ['fail-on: hihg\n', /1:10: .*high/],
    ['profiles: default\n', /1:11: .*list/],
    ['waivers:\n  - finding: wf-1\n', /2:5: .*reason/],
    ['waivers:\n  - reason: because\n', /2:\d+: a waiver says what it waives/],
    ['waivers:\n  - { finding: wf-1, reason: x, until: 2027 }\n', /2:\d+: unknown key "until"/],
    ['exclude: [1.10]\n', /1:11: .*quote it/],
    ['a: [\n', /wherefrom\.yaml:\d+:\d+: bad YAML/],
    ['fail-on: high\nfail-on: low\n', /2:1: .*twice|2:1: .*fail-on/],
  ])('POLICY-01: %j is told with its place', (text, message) => {
    const { mistakes } = parseConfiguration(text, 'wherefrom.yaml');
    const told = mistakes.map((mistake) => `wherefrom.yaml:${mistake.line}:${mistake.column}: ${mistake.message}`);
    expect(told.join('\n')).toMatch(message);
  });
  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        parseConfiguration(text, 'wherefrom.yaml');
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
