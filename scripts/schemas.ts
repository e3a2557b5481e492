// Writes the JSON Schemas of rule files from their description: `node scripts/run-ts.js scripts/schemas.ts`. A test fails when
// the committed ones are stale.
import { mkdirSync, writeFileSync } from 'node:fs';
import { configurationShape } from '../src/cli/configuration-shape.ts';
import { documentOf, ruleFileSchemas } from '../src/knowledge/rule-files/json-schema.ts';

mkdirSync('schemas', { recursive: true });
for (const [name, schema] of ruleFileSchemas())
  writeFileSync(`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
const configuration = documentOf('wherefrom', 'The configuration of a project: wherefrom.yaml', configurationShape);
writeFileSync('schemas/wherefrom.schema.json', `${JSON.stringify(configuration, null, 2)}\n`);
