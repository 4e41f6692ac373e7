// Completion in a shell: bash itself says what may follow.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completionScript, shells } from '../../../clients/cli/completion.ts';
import { program } from '../../../clients/cli/program.ts';

const offers = ['openai-chatgpt-enterprise', 'xai-grok'];
const whole = await program();
const script = completionScript(whole, offers, 'bash');

/** What bash offers for the last of the words. */
function completed(...words: string[]): string[] {
  const ask = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _onegov; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['-uc', ask, 'bash', ...words], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  return out.split('\n').filter((line) => line !== '');
}

describe('in bash', () => {
  it.each<[string, string[], string[]]>([
    ['a command', ['onegov', 'rehe'], ['rehearse']],
    ['a command after a profile', ['onegov', '--profile', 'list', 'sho'], ['show']],
    ['an option', ['onegov', 'start', '--ag'], ['--agency']],
    ['an option for all commands', ['onegov', 'list', '--prof'], ['--profile']],
    ['an offer', ['onegov', 'start', '--offer', ''], offers],
    [
      'an offer after =, which bash makes a word of its own',
      ['onegov', 'start', '--offer', '=', 'x'],
      ['xai-grok'],
    ],
    ['an agreement’s offer', ['onegov', 'show', 'gsa.gov', 'op'], ['openai-chatgpt-enterprise']],
    ['a choice', ['onegov', 'reinstate', '--clock', ''], ['keep', 'move']],
    ['a file', ['onegov', 'start', '--contacts', 'completion'], ['completion.test.ts']],
    ['nothing where only the server knows', ['onegov', 'start', '--agency', ''], []],
  ])('%s is completed', (_, words, expected) => {
    expect(completed(...words)).toEqual(expected);
  });

  it('every command is', () => {
    const commands = whole
      .createHelp()
      .visibleCommands(whole)
      .map((command) => command.name());
    expect(completed('onegov', '')).toEqual(expect.arrayContaining(commands));
  });

  it('does not run anything that was typed', () => {
    const file = join(tmpdir(), `onegov-completion-${process.pid}`);
    expect(completed('onegov', 'show', `$(touch ${file})`, 'x')).toEqual(['xai-grok']);
    expect(existsSync(file)).toBe(false);
  });

  it('the script can be sourced twice', () => {
    expect(() => execFileSync('bash', ['-euc', `${script}\n${script}`])).not.toThrow();
  });
});

describe('every shell', () => {
  it.each(shells)('gets a script that registers onegov: %s', (shell) => {
    expect(completionScript(whole, offers, shell)).toMatch(/^complete (-F _onegov|-c) onegov/m);
  });
});
