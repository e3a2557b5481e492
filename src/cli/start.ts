/** The program's first file: answers `--version` before anything else is loaded, and turns what escapes into exit codes. */
import process from 'node:process';
import { version } from './version.ts';

// Node's own exit code for this is 1, which says "findings".
process.on('uncaughtException', (error) => {
  process.stderr.write(`This is a bug in wherefrom. Please report it with this text:\n${error.stack ?? error}\n`);
  process.exit(5);
});

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) process.stdout.write(`${version}\n`);
else void import('./run.ts').then(({ runProcess }) => runProcess(args));
