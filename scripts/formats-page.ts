// Writes docs/formats.md from the register of inputs: `node scripts/run-ts.js scripts/formats-page.ts`. A test fails when it is stale.
import { writeFileSync } from 'node:fs';
import { formatsMarkdown } from '../src/cli/formats-command.ts';

writeFileSync(
  'docs/formats.md',
  `# Inputs\n\nMade by \`wherefrom formats -f markdown\` from the register. A name claims a file by itself; with "by content" the file is looked at too.\n\n${formatsMarkdown()}`,
);
