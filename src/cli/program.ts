import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../model/problem.ts';
import type { BatchFlags } from './batch-command.ts';
import type { DiffFlags } from './diff-command.ts';
import type { ExplainFlags } from './explain-command.ts';
import type { InitFlags } from './init-command.ts';
import type { MergeFlags } from './merge-command.ts';
import type { RulesListFlags } from './rules-command.ts';
import type { RulesImportFlags } from './rules-import-command.ts';
import type { RulesStatsFlags } from './rules-stats-command.ts';
import type { ScanFlags } from './scan-command.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';
import type { WaiveFlags } from './waive-command.ts';
import type { WorkerFlags } from './worker-command.ts';

export interface Program {
  /** Runs one command line, without the program's own name, and gives the exit code. Throws `UsageError`. */
  run(args: readonly string[]): Promise<number>;
  /** Every command with its options, for completion scripts and the documentation. */
  readonly command: Command;
}

/** The command line: what may be typed. What the commands do is in a file each, loaded when it is asked for. */
export function createProgram(surroundings: Surroundings): Program {
  let code = 0;
  const program = new Command('wherefrom');
  program
    .description('Says where everything a company runs comes from, and which published lists speak of it.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      getOutHelpWidth: () => surroundings.stdout.columns ?? 100,
      getErrHelpWidth: () => surroundings.stderr.columns ?? 100,
      outputError: (text, write) => write(text.replace(/^error: /, 'wherefrom: ')),
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom scan                        the current folder, findings as a table\n  wherefrom scan . -f sarif=out.sarif   and as SARIF in a file\n  wherefrom explain 28:57:BE:01:02:03   who made this network card\n  wherefrom formats                     every input that is read\n\nExit codes: 0 nothing to fail on, 1 findings, 2 could not run, 3 something could not be read, 4 nothing to scan, 5 a bug.',
    );

  const scan = addScanOptions(
    program.command('scan').argument('[path...]', 'files, folders, or - for standard input', []),
  )
    .description('Read lockfiles, SBOMs, inventories and more, and print what published lists name')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom scan                                 the current folder\n  wherefrom scan web inventory/cameras.csv       several targets, one report\n  wherefrom scan -p us-federal-contractor        judge by the lists that bind a US federal contractor\n  wherefrom scan -r flagged.yaml                 add a list of your own\n  wherefrom scan -f json=report.json -f table    two outputs\n  syft . -o cyclonedx-json | wherefrom scan -    an SBOM from standard input',
    );
  scan.action(async (paths: string[], flags: ScanFlags) => {
    const { scanCommand } = await import('./scan-command.ts');
    code = await scanCommand(paths, flags, surroundings);
  });

  addRuleOptions(
    program
      .command('explain')
      .argument('<thing>', 'a purl, npm:@scope/name, image, domain, MAC, USB/PCI id, FCC ID, app id or company name'),
  )
    .description('Say who is behind a thing, why, and on which lists')
    .option('--as-of <date>', 'judge by the state on this day, YYYY-MM-DD', dateOption)
    .addOption(new Option('-f, --format <name>', 'output').choices(['text', 'json']).default('text'))
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom explain npm:@alicloud/openapi-client\n  wherefrom explain pkg:golang/github.com/mailru/easyjson@v0.7.7\n  wherefrom explain 28:57:BE:01:02:03\n  wherefrom explain "Hangzhou Hikvision Digital Technology"',
    )
    .action(async (thing: string, flags: ExplainFlags) => {
      const { explainCommand } = await import('./explain-command.ts');
      code = await explainCommand(thing, flags, surroundings);
    });

  program
    .command('formats')
    .description('List every input that is read')
    .addOption(new Option('-f, --format <name>', 'output').choices(['table', 'json', 'markdown']).default('table'))
    .addHelpText('after', '\nExamples:\n  wherefrom formats\n  wherefrom formats -f json')
    .action(async (flags: { format: string }) => {
      const { formatsCommand } = await import('./formats-command.ts');
      code = await formatsCommand(flags.format, surroundings);
    });

  const rules = program
    .command('rules')
    .description('Browse the knowledge base, check rule files of your own, import official lists')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom rules list\n  wherefrom rules show hikvision\n  wherefrom rules check flagged.yaml',
    )
    .exitOverride();
  addRuleOptions(rules.command('list').argument('[what]', 'entities, lists, origins, profiles or duties', 'entities'))
    .description('List what the knowledge base holds')
    .option('--list <id>', 'only entities on this list')
    .option('--country <code>', 'only this country, ISO 3166-1 alpha-2')
    .option('--kind <identifier-kind>', 'only entities with an identifier of this kind')
    .option('--as-of <date>', 'state on this day, YYYY-MM-DD', dateOption)
    .addOption(new Option('-f, --format <name>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom rules list profiles\n  wherefrom rules list --list us-dod-1260h\n  wherefrom rules list --country CN --kind oui',
    )
    .action(async (what: string, flags: RulesListFlags) => {
      const { rulesListCommand } = await import('./rules-command.ts');
      code = await rulesListCommand(what, flags, surroundings);
    });
  addRuleOptions(rules.command('show').argument('<id>', 'id of an entity, list, origin rule, profile or duty'))
    .description('Show one entity, list, rule, profile or duty with its sources')
    .addOption(new Option('-f, --format <name>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom rules show hikvision\n  wherefrom rules show us-dod-1260h\n  wherefrom rules show eu-high-risk -f json',
    )
    .action(async (id: string, flags: RulesListFlags) => {
      const { rulesShowCommand } = await import('./rules-command.ts');
      code = await rulesShowCommand(id, flags, surroundings);
    });
  rules
    .command('check')
    .argument('[path...]', 'rule files or folders of your own; none: the shipped rules')
    .description('Check rule files: every mistake with file and line, and their examples')
    .addHelpText('after', '\nExamples:\n  wherefrom rules check flagged.yaml\n  wherefrom rules check rules/')
    .action(async (paths: string[]) => {
      const { rulesCheckCommand } = await import('./rules-check-command.ts');
      code = await rulesCheckCommand(paths, surroundings);
    });
  addRuleOptions(rules.command('stats'))
    .description('Count what the knowledge base holds, and how much of it has an official source')
    .option('--as-of <date>', 'age of lists on this day, YYYY-MM-DD', dateOption)
    .addOption(new Option('-f, --format <name>', 'output').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExamples:\n  wherefrom rules stats\n  wherefrom rules stats -r rules/csl -f json')
    .action(async (flags: RulesStatsFlags) => {
      const { rulesStatsCommand } = await import('./rules-stats-command.ts');
      code = await rulesStatsCommand(flags, surroundings);
    });
  rules
    .command('import')
    .argument('<file...>', 'official list files you downloaded, or a table of names of your own')
    .description('Make a rule folder of official list files, recognised by their content')
    .requiredOption('-o, --output <folder|file>', 'where the rules go: a folder, or one file that ends in .yaml')
    .option('--as <list-id>', 'put everything on this list, a built-in or a new one')
    .option('--as-of <date>', 'day the files are of, YYYY-MM-DD (default: today)', dateOption)
    .option('--list-url <url>', 'official page of the list')
    .addOption(encodingOption())
    .option('--allow-incomplete', 'take what is sound of a damaged file')
    .option('--allow-empty', 'exit 0 instead of 4 when no organisation is found')
    .addHelpText(
      'after',
      '\nReads the Consolidated Screening List (CSV, TSV, JSON), the OFAC SDN list (sdn.csv with add.csv and alt.csv), a table of the\nFCC Covered List (CSV, TSV, HTML), and a table with a column "name" (aliases, country, list, since, until, source, url,\nreason, severity, type). People, vessels and aircraft are left out and counted.\n\nExamples:\n  wherefrom rules import consolidated.csv -o rules/csl --as-of 2026-11-20\n  wherefrom rules import sdn.csv add.csv alt.csv -o rules/sdn\n  wherefrom rules import suppliers.csv -o suppliers.yaml --as team-list --list-url https://intranet.example/suppliers\n  wherefrom scan -r rules/csl',
    )
    .action(async (paths: string[], flags: RulesImportFlags) => {
      const { rulesImportCommand } = await import('./rules-import-command.ts');
      code = await rulesImportCommand(paths, flags, surroundings);
    });

  addScanOptions(
    program
      .command('batch')
      .argument(
        '<targets>',
        'a folder of checkouts and bare repositories, or a list file (a path or clone URL a line)',
      ),
  )
    .description('Scan many repositories, each in a process of its own; resumable, in shards')
    .option('--out <dir>', 'folder of the run', 'wherefrom-batch')
    .option('--resume', 'go on with the run in the folder')
    .option('--rematch', 'judge what the run has read anew, without its targets')
    .option('--shard <i/n>', 'only this part of the targets')
    .option('--jobs <n>', 'processes at a time (default: one a core)')
    .option('--ref <name>', 'commit, branch or tag that is read', 'HEAD')
    .option('--time-limit <seconds>', 'for one target', '600')
    .option('--memory-limit <MiB>', 'heap of one process', '1024')
    .option('--previous <dir>', 'folder of an earlier run: what is new and gone since')
    .option('--cache <dir>', 'where what was read is kept, to share among runs (default: in the folder of the run)')
    .option('--cache-size <MiB>', 'bound of the cache', '1024')
    .option(
      '--store <address>',
      'postgres://user@host/database: share the work with "wherefrom worker" on other machines',
    )
    .option('--lost-after <seconds>', 'with --store: a worker that was not heard of is dead', '60')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom batch ~/src --out run-1\n  wherefrom batch repositories.txt --out run-1 --resume\n  wherefrom batch repositories.txt --out shards/2 --shard 2/4\n  wherefrom merge shards\n  wherefrom batch repositories.txt --out run-1 --store postgres://fleet@db.example/fleet\n  wherefrom batch query npm:left-pad --out run-1',
    )
    .argument('[thing]', 'after "query": a purl, npm:name, a component name or an entity id')
    .action(async (listed: string, thing: string | undefined, flags: BatchFlags) => {
      if (listed === 'query' && thing !== undefined) {
        const { batchQueryCommand } = await import('./batch-query-command.ts');
        code = await batchQueryCommand(thing, { out: flags.out, format: flags.format[0] ?? 'text' }, surroundings);
        return;
      }
      if (thing !== undefined) throw new UsageError(`batch ${listed} ${thing}: one folder or list file is expected`);
      const { batchCommand } = await import('./batch-command.ts');
      code = await batchCommand(listed, flags, surroundings);
    });

  program
    .command('worker')
    .description('Take targets of batch runs from a PostgreSQL database and write their results there')
    .requiredOption('--store <address>', 'postgres://user@host/database; the password from PGPASSWORD or ~/.pgpass')
    .option('--jobs <n>', 'processes at a time (default: one a core)')
    .option('--drain', 'end when no run has work')
    .option('--lost-after <seconds>', 'a worker that was not heard of is dead, and its targets go to others', '60')
    .option('--cache <dir>', 'where what was read is kept between runs (default: none is kept)')
    .option('--cache-size <MiB>', 'bound of the cache', '1024')
    .option('-q, --quiet', 'say nothing')
    .option('--no-progress', 'no progress')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom worker --store postgres://fleet@db.example/fleet\n  wherefrom worker --store postgres://fleet@db.example/fleet --drain',
    )
    .action(async (flags: WorkerFlags) => {
      const { workerCommand } = await import('./worker-command.ts');
      code = await workerCommand(flags, surroundings);
    });

  program
    .command('merge')
    .argument('<dir>', 'folder with the folders of all shards')
    .description('Merge shard results into one report; refuses gaps, duplicates and mixed runs')
    .option('--out <dir>', 'where the report goes (default: the folder itself)')
    .option('-f, --format <name>', 'table or json on standard output', collect, [])
    .option('--threshold <share>', 'accept this share of the shards, 0.99, and mark the report incomplete')
    .option('--allow-incomplete', 'exit 0 instead of 3 when something is missing')
    .option('-q, --quiet', 'nothing on standard output')
    .addHelpText('after', '\nExample:\n  wherefrom merge shards --out fleet')
    .action(async (folder: string, flags: MergeFlags) => {
      const { mergeCommand } = await import('./merge-command.ts');
      code = await mergeCommand(folder, flags, surroundings);
    });

  program
    .command('diff')
    .argument('<old.json>', 'an earlier JSON report')
    .argument('<new.json>', 'a later one')
    .description('Show which findings are new, gone and unchanged')
    .addOption(new Option('-f, --format <name>', 'output').choices(['text', 'json', 'markdown']).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a new finding is at or above it')
        .choices(severityChoices)
        .default('high'),
    )
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom diff before.json after.json\n  wherefrom diff before.json after.json -f markdown --fail-on medium',
    )
    .action(async (oldPath: string, newPath: string, flags: DiffFlags) => {
      const { diffCommand } = await import('./diff-command.ts');
      code = await diffCommand(oldPath, newPath, flags, surroundings);
    });

  program
    .command('init')
    .description('Write a commented wherefrom.yaml for what stands here')
    .option('--force', 'write it anew')
    .option('--register', 'write an empty register of providers with a page about its columns instead')
    .addHelpText('after', '\nExamples:\n  wherefrom init\n  wherefrom init --register')
    .action(async (flags: InitFlags) => {
      if (flags.register === true) {
        const { initRegister } = await import('./init-register.ts');
        code = await initRegister(flags, surroundings);
        return;
      }
      const { initCommand } = await import('./init-command.ts');
      code = await initCommand(flags, surroundings);
    });

  program
    .command('waive')
    .argument('<finding-id>', 'id of a finding, as reports print it')
    .description('Accept a finding in wherefrom.yaml, for a reason and a time')
    .requiredOption('--reason <text>', 'why it is accepted')
    .option('--expires <date>', 'last day it holds, YYYY-MM-DD', dateOption)
    .option('--owner <team>', 'who answers for it')
    .option('-c, --config <file>', 'configuration instead of the wherefrom.yaml found from here upwards')
    .addHelpText(
      'after',
      '\nExamples:\n  wherefrom waive wf-0123456789abcdef --reason "replaced in spring" --expires 2027-03-31 --owner platform',
    )
    .action(async (id: string, flags: WaiveFlags) => {
      const { waiveCommand } = await import('./waive-command.ts');
      code = await waiveCommand(id, flags, surroundings);
    });

  program
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('Print the completion script of a shell')
    .addHelpText(
      'after',
      '\nExamples:\n  source <(wherefrom completion bash)\n  wherefrom completion zsh > ~/.zfunc/_wherefrom\n  wherefrom completion fish > ~/.config/fish/completions/wherefrom.fish',
    )
    .action(async (shell: string) => {
      const { completionScript } = await import('./completion-command.ts');
      surroundings.stdout.write(completionScript(shell, program));
    });

  for (const command of allCommands(program)) command.exitOverride().configureOutput(program.configureOutput());
  return {
    command: program,
    async run(args) {
      code = 0;
      try {
        await program.parseAsync(args, { from: 'user' });
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        // Help and version were asked for; everything else is a mistake that commander has already told.
        return error.exitCode === 0 || error.code === 'commander.help' ? (args.length === 0 ? 2 : 0) : 2;
      }
      return code;
    },
  };
}

function* allCommands(command: Command): Iterable<Command> {
  for (const inner of command.commands) {
    yield inner;
    yield* allCommands(inner);
  }
}

const severityChoices = ['critical', 'high', 'medium', 'low', 'never'];

function addRuleOptions(command: Command): Command {
  return command
    .option('-r, --rules <file|dir>', 'rule files of your own, added to the built-in ones (repeatable)', collect, [])
    .option('--no-default-rules', 'without the built-in rules');
}

function encodingOption(): Option {
  return new Option('--encoding <name>', 'encoding of inputs without a byte order mark').choices([
    'utf-8',
    'utf-16le',
    'utf-16be',
    'gb18030',
    'shift_jis',
    'windows-1252',
  ]);
}

/** Options that `scan` and `batch` share. */
export function addScanOptions(command: Command): Command {
  return addRuleOptions(command)
    .option(
      '-f, --format <name[=file]>',
      'output: table json ndjson sarif cyclonedx markdown summary html csv junit gitlab github (repeatable)',
      collect,
      [],
    )
    .option('-o, --output <file>', 'write the output there instead of standard output')
    .option('-c, --config <file>', 'configuration instead of the wherefrom.yaml found from here upwards')
    .option('-p, --profile <ids>', 'who is bound: profile ids, comma-separated (repeatable)', collectComma, [])
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 at this severity or above (default: high)').choices(severityChoices),
    )
    .addOption(new Option('--min-confidence <level>', 'leave out findings below it').choices(['high', 'medium', 'low']))
    .option('--as-of <date>', 'judge by the state on this day, YYYY-MM-DD (default: today)', dateOption)
    .option('--baseline <report.json>', 'findings of this earlier report are not new')
    .option('--fail-on-new', 'exit 1 at any finding above info that the baseline does not have')
    .option('--include <glob>', 'read only what matches (repeatable)', collect, [])
    .option('--exclude <glob>', 'leave out what matches (repeatable)', collect, [])
    .option('--input <format-id>', 'read the named files as this format')
    .option('--map <header=column>', 'what a column of a table means (repeatable)', collect, [])
    .addOption(encodingOption())
    .addOption(
      new Option('--scope <scope>', 'which components count').choices(['runtime', 'dev', 'all']).default('all'),
    )
    .option('--components', 'put every component in the JSON')
    .option('--allow-incomplete', 'exit 0 instead of 3 when something could not be read')
    .option('--allow-empty', 'exit 0 instead of 4 when there is nothing to scan')
    .option('--source-root <dir>', 'folder that paths in the report are relative to')
    .addOption(new Option('--group-by <what>', 'grouping of the table').choices(['entity', 'model', 'maker', 'site']))
    .option('--category <name>', 'category of the SARIF run')
    .option('-q, --quiet', 'nothing but the output')
    .option('-v, --verbose', 'notes, timings, stack traces of our own bugs')
    .option('--no-color', 'no colours')
    .option('--no-progress', 'no progress on the terminal');
}

function collect(value: string, all: readonly string[]): string[] {
  return [...all, value];
}

function collectComma(value: string, all: readonly string[]): string[] {
  return [
    ...all,
    ...value
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  ];
}

function dateOption(value: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  const date = parts && new Date(`${value}T00:00:00Z`);
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('expected a day as YYYY-MM-DD.');
  return value;
}
