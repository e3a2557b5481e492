import type { Command, Option } from 'commander';
import { UsageError } from '../model/problem.ts';

interface CommandWords {
  /** Names from the program down: `rules list`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly inner: readonly string[];
  readonly options: readonly {
    readonly flags: readonly string[];
    readonly description: string;
    readonly choices: readonly string[];
    readonly takesValue: boolean;
  }[];
}

/** The completion script of a shell, made from the commands themselves, so that it cannot know less than they do. */
export function completionScript(shell: string, program: Command): string {
  const commands = [...wordsOf(program, [])];
  if (shell === 'bash') return bash(commands);
  if (shell === 'zsh') return zsh(commands);
  if (shell === 'fish') return fish(commands);
  throw new UsageError(`completion ${shell}: there are bash, zsh and fish`);
}

function* wordsOf(command: Command, path: readonly string[]): Iterable<CommandWords> {
  yield {
    path,
    description: command.description(),
    inner: command.commands.map((inner) => inner.name()),
    options: [...command.options, ...(path.length === 0 ? [] : [])].map((option: Option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
      description: option.description,
      choices: option.argChoices ?? [],
      takesValue: option.required || option.optional,
    })),
  };
  for (const inner of command.commands) yield* wordsOf(inner, [...path, inner.name()]);
}

const functionName = (path: readonly string[]): string => ['_wherefrom', ...path].join('_').replaceAll('-', '_');

function bash(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ path, inner, options }) => {
    const flags = options.flatMap((option) => option.flags);
    return `    '${path.join(' ')}') words='${[...inner, ...flags, '--help'].join(' ')}' ;;`;
  });
  const values = new Map<string, readonly string[]>();
  for (const { options } of commands)
    for (const { flags, choices } of options)
      if (choices.length > 0) for (const flag of flags) values.set(flag, choices);
  const valueCases = [...values].map(
    ([flag, choices]) => `    ${flag}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`,
  );
  return `# bash completion of wherefrom: source <(wherefrom completion bash)
_wherefrom() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' word
  case "$previous" in
${valueCases.join('\n')}
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${commands
  .filter(({ path }) => path.length > 0)
  .map(({ path }) => `      '${path.slice(0, -1).join(' ')} ${path.at(-1)}') path='${path.join(' ')}' ;;`)
  .join('\n')}
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _wherefrom wherefrom
`;
}

function zsh(commands: readonly CommandWords[]): string {
  const quote = (text: string) =>
    text.replaceAll("'", "'\\''").replaceAll('[', '\\[').replaceAll(']', '\\]').replaceAll(':', '\\:');
  const functions = commands.map(({ path, inner, options }) => {
    const specs = options.flatMap(({ flags, description, choices, takesValue }) =>
      flags.map((flag) => {
        const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
        return `'*${flag}[${quote(description)}]${value}'`;
      }),
    );
    const rest = inner.length > 0 ? [`'1:command:(${inner.join(' ')})'`, "'*::argument:->inner'"] : ["'*:file:_files'"];
    const dispatch =
      inner.length === 0
        ? ''
        : `\n  case "$state" in\n    inner) case "\${line[1]}" in\n${inner.map((name) => `      ${name}) ${functionName([...path, name])} ;;`).join('\n')}\n    esac ;;\n  esac`;
    return `${functionName(path)}() {\n  local state line\n  _arguments -C ${[...specs, ...rest].join(' ')}${dispatch}\n}`;
  });
  return `#compdef wherefrom\n# zsh completion of wherefrom: wherefrom completion zsh > "\${fpath[1]}/_wherefrom"\n${functions.join('\n')}\ncompdef _wherefrom wherefrom\n`;
}

function fish(commands: readonly CommandWords[]): string {
  const quote = (text: string) => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const lines = commands.flatMap(({ path, inner, options }) => {
    const here =
      path.length === 0
        ? '__fish_use_subcommand'
        : path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    return [
      ...inner.map((name) => {
        const description = commands.find((one) => one.path.join(' ') === [...path, name].join(' '))?.description ?? '';
        return `complete -c wherefrom -n '${here}' -a '${name}' -d '${quote(description)}'`;
      }),
      ...options.map(({ flags, description, choices, takesValue }) => {
        const names = flags
          .map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
          .join(' ');
        const value = !takesValue ? '' : choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : ' -r';
        return `complete -c wherefrom -n '${here}' ${names}${value} -d '${quote(description)}'`;
      }),
    ];
  });
  return `# fish completion of wherefrom: wherefrom completion fish > ~/.config/fish/completions/wherefrom.fish\n${lines.join('\n')}\n`;
}
