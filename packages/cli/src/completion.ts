/** Shell completion, made from the description of the command line itself, so that it never lags behind. */
import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

interface Completions {
  readonly command: string;
  readonly description: string;
  readonly options: readonly Option[];
}

/** A script for the shell that completes commands, options, their choices, and files. */
export function completion(program: Command, shell: Shell): string {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).map((command): Completions => ({
    command: command.name(),
    description: command.summary(),
    options: [...help.visibleOptions(command), ...program.options.filter(({ hidden }) => !hidden)],
  }));
  return SCRIPTS[shell](commands);
}

const flagsOf = ({ short, long }: Option): readonly string[] => [short, long].filter((flag) => flag !== undefined);

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Completions[]) => string>> = {
  bash: (commands) => `# einlay completion bash > ~/.local/share/bash-completion/completions/einlay
_einlay() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" words=''
  if [[ $COMP_CWORD == 1 ]]; then
    words='${commands.map(({ command }) => command).join(' ')} --help --version'
  else
    case "\${COMP_WORDS[1]} $before" in
${commands.flatMap(bashChoices).join('\n')}
    esac
    if [[ -z $words && $word == -* ]]; then
      case "\${COMP_WORDS[1]}" in
${commands.map(({ command, options }) => `        ${command}) words='${options.flatMap(flagsOf).join(' ')}' ;;`).join('\n')}
      esac
    fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -F _einlay einlay
`,
  zsh: (commands) => `#compdef einlay
# einlay completion zsh > a folder of $fpath, as _einlay
_einlay() {
  local -a commands=(
${commands.map(({ command, description }) => `    ${quote(`${command}:${description}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${commands.map(({ command, options }) => `    ${command}) _arguments ${[...options.map(zshOption), quote('*:file:_files')].join(' ')} ;;`).join('\n')}
  esac
}
_einlay "$@"
`,
  fish: (commands) => `# einlay completion fish > ~/.config/fish/completions/einlay.fish
${commands
  .flatMap(({ command, description, options }) => [
    `complete -c einlay -n __fish_use_subcommand -a ${command} -d ${quote(description)}`,
    ...options.map((option) => fishOption(command, option)),
  ])
  .join('\n')}
`,
};

const bashChoices = ({ command, options }: Completions): readonly string[] =>
  options.flatMap((option) => {
    const { argChoices: choices } = option;
    if (!choices) return [];
    const patterns = flagsOf(option).map((flag) => `'${command} ${flag}'`);
    return [`      ${patterns.join(' | ')}) words='${choices.join(' ')}' ;;`];
  });

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function zshOption(option: Option): string {
  const { description, argChoices: choices } = option;
  const value = choices ? `:value:(${choices.join(' ')})` : option.required ? ':value:_files' : '';
  const described = `[${description.replace(/[[\]:]/g, ' ')}]${value}`;
  return flagsOf(option)
    .map((flag) => quote(`${flag}${described}`))
    .join(' ');
}

function fishOption(command: string, { short, long, description, argChoices: choices, required }: Option): string {
  const flags = [...(short ? [`-s ${short.slice(1)}`] : []), ...(long ? [`-l ${long.slice(2)}`] : [])];
  const value = choices ? ` -x -a ${quote(choices.join(' '))}` : required ? ' -r' : '';
  return `complete -c einlay -n ${quote(`__fish_seen_subcommand_from ${command}`)} ${flags.join(' ')}${value} -d ${quote(description)}`;
}
