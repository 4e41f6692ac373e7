// Scripts that complete commands in a shell. They contain every command, option and offer, so completing runs nothing.
import type { Argument, Option, Command as Program } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

type Completed = { flag: string; takesValue: boolean; values: string[]; file: boolean; says: string };
type CompletedCommand = { name: string; says: string; options: Completed[]; values: string[]; file: boolean };

/**
 * The script that a shell sources to complete the commands, their options and values, and the offers. It does not complete
 * what only the server knows: agencies and agreements.
 */
export function completionScript(program: Program, offers: string[], shell: Shell): string {
  const help = program.createHelp();
  const completedAll = (options: Option[]) => options.map((option) => completed(option, offers));
  const everywhere = completedAll([...program.options]);
  const commands = help.visibleCommands(program).map((command) => ({
    name: command.name(),
    says: command.description(),
    options: [...completedAll(help.visibleOptions(command)), ...everywhere],
    values: command.registeredArguments.flatMap((argument) => valuesOf(argument, offers)),
    file: command.registeredArguments.some((argument) => argument.name() === 'file'),
  }));
  const root = {
    name: '',
    says: '',
    options: completedAll(help.visibleOptions(program)),
    values: commands.map(({ name }) => name),
    file: false,
  };
  const all = [root, ...commands];
  if (shell === 'fish') return fishScript(all);
  const script = bashScript(all);
  return shell === 'zsh' ? `autoload -Uz +X bashcompinit && bashcompinit\n${script}` : script;
}

function completed(option: Option, offers: string[]): Completed {
  return {
    flag: option.long ?? option.flags,
    takesValue: Boolean(option.required || option.optional),
    values: option.argChoices ?? (takesOffer(option) ? offers : []),
    file: option.flags.includes('<file>'),
    says: option.description,
  };
}

function takesOffer({ long, flags }: Option): boolean {
  return long === '--offer' || flags.endsWith('<offer>');
}

function valuesOf(argument: Argument, offers: string[]): string[] {
  const isOfOffers = argument.name() === 'offer' || argument.name() === 'agreement';
  return argument.argChoices ?? (isOfOffers ? offers : []);
}

/** Looks for the command among the words before, and then for an option that wants a value just before. */
function bashScript(commands: CompletedCommand[]): string {
  const [root, ...named] = commands;
  const names = named.map(({ name }) => name).join('|');
  const skipped = root?.options.filter(({ takesValue }) => takesValue).map(({ flag }) => flag) ?? [];
  const branches = commands.map((command) => bashBranches(command).join('\n'));
  return `# Completion of onegov. To use it, put this into the start file of your shell: source <(onegov complete bash), or zsh.
_onegov() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command='' words='' files='' i
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${skipped.join('|')}) i=$((i + 1)) ;;
      ${names}) command="\${COMP_WORDS[i]}"; break ;;
    esac
  done
  case "$command $prev" in
${branches.join('\n')}
  esac
  if [[ -n $files ]]; then COMPREPLY=($(compgen -f -- "$cur"))
  else COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -F _onegov onegov
`;
}

function bashBranches({ name, options, values, file }: CompletedCommand): string[] {
  const after = (some: Completed[]) => some.map(({ flag }) => `'${name} ${flag}'`).join('|');
  const valued = options.filter(({ takesValue }) => takesValue);
  const files = valued.filter((option) => option.file);
  const free = valued.filter((option) => !option.file && option.values.length === 0);
  const listed = valued.filter((option) => option.values.length > 0);
  const all = [...values, ...options.map(({ flag }) => flag)].join(' ');
  return [
    ...listed.map((option) => `    ${after([option])}) words='${option.values.join(' ')}' ;;`),
    ...(files.length > 0 ? [`    ${after(files)}) files=yes ;;`] : []),
    ...(free.length > 0 ? [`    ${after(free)}) ;;`] : []),
    `    '${name} '*) words='${all}'${file ? '; [[ $cur == -* ]] || files=yes' : ''} ;;`,
  ];
}

function fishScript([root, ...commands]: CompletedCommand[]): string {
  const start = (here: string) => `complete -c onegov -n '${here}'`;
  const anywhere = start('__fish_use_subcommand');
  const lines = [
    ...commands.map(({ name, says }) => `${anywhere} -a ${name} -d ${quoted(says)}`),
    ...(root?.options ?? []).map((option) => `${anywhere} ${fishOption(option)}`),
    ...commands.flatMap(({ name, options, values, file }) => {
      const here = start(`__fish_seen_subcommand_from ${name}`);
      return [
        ...(file ? [`${here} -F`] : []),
        ...(values.length > 0 ? [`${here} -a '${values.join(' ')}'`] : []),
        ...options.map((option) => `${here} ${fishOption(option)}`),
      ];
    }),
  ];
  return `# Completion of onegov. To use it: onegov complete fish | source\ncomplete -c onegov -f\n${lines.join('\n')}\n`;
}

function fishOption({ flag, takesValue, values, file, says }: Completed): string {
  const listed = values.length > 0 ? ` -a '${values.join(' ')}'` : '';
  return `-l ${flag.slice(2)}${takesValue ? (file ? ' -rF' : ` -x${listed}`) : ''} -d ${quoted(says)}`;
}

/** A text in quotes that fish takes literally. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
