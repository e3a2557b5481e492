/** How long the program takes to start: `--version`, and a scan of the example, beside an empty Node. Build first. */
import process from 'node:process';
import { compare, processContender } from './measure.ts';

const node = process.execPath;
compare(
  'start-up, whole processes',
  [
    processContender('node -e 0', node, ['-e', '0']),
    processContender('wherefrom --version', node, ['bin/wherefrom.js', '--version']),
  ],
  20,
  1.4,
);
compare(
  'the example folder, whole processes',
  [
    processContender('node -e 0', node, ['-e', '0']),
    processContender('wherefrom explain', node, ['bin/wherefrom.js', 'explain', 'npm:left-pad']),
    processContender(
      'wherefrom scan fixtures/repos/demo',
      node,
      ['bin/wherefrom.js', 'scan', 'fixtures/repos/demo', '-q'],
      [0, 1],
    ),
  ],
  10,
);
