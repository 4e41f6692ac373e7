import { describe, expect, it } from 'vitest';
import { commandsForGroup, groupedIssues } from '../../../clients/lists/issue-groups.ts';
import type { ListedIssue } from '../../../clients/lists/open-issues.ts';

const offer = 'openai-chatgpt-enterprise';

function issue(agency: string, more: Partial<ListedIssue> = {}): ListedIssue {
  return {
    since: '2026-11-27T15:00:00Z',
    agreement: `agreement:${offer}:${agency}`,
    ...{ agency, offer, kind: 'on-hold', text: 'its notices are on hold' },
    commands: [`onegov release ${agency} ${offer}`],
    ...more,
  };
}

const agencies = (groups: ListedIssue[][]) => groups.map((group) => group.map(({ agency }) => agency));

describe('open issues that say the same', () => {
  it('are one group, in the place of the oldest of them', () => {
    const other = issue('va.gov', { kind: 'failed', text: 'welcome: given up' });
    const items = [issue('gsa.gov'), other, issue('ssa.gov'), issue('doe.gov'), issue('nasa.gov')];
    expect(agencies(groupedIssues(items))).toEqual([
      ['gsa.gov', 'ssa.gov', 'doe.gov', 'nasa.gov'],
      ['va.gov'],
    ]);
  });

  it('stand one by one, in their order, if they are three or fewer', () => {
    const other = issue('va.gov', { text: 'another text' });
    const items = [issue('gsa.gov'), other, issue('ssa.gov'), issue('doe.gov')];
    expect(agencies(groupedIssues(items))).toEqual([['gsa.gov'], ['va.gov'], ['ssa.gov'], ['doe.gov']]);
  });

  it('of different offers are different groups', () => {
    const four = (which: string) =>
      ['a.gov', 'b.gov', 'c.gov', 'd.gov'].map((one) => issue(one, { offer: which }));
    expect(groupedIssues([...four('xai-grok'), ...four(offer)])).toHaveLength(2);
  });

  it('have a command for the whole offer where that harms nobody, and else one for each agency', () => {
    expect(commandsForGroup([issue('gsa.gov')])).toEqual([`onegov release --offer ${offer}`]);
    const accept = issue('gsa.gov', { commands: [`onegov accept gsa.gov ${offer}`] });
    expect(commandsForGroup([accept])).toEqual([`onegov accept AGENCY ${offer}`]);
    const reset = 'temporal workflow reset --workflow-id';
    const stopped = issue('gsa.gov', { commands: [`${reset} agreement:${offer}:gsa.gov`] });
    expect(commandsForGroup([stopped])).toEqual([`${reset} agreement:${offer}:AGENCY`]);
  });
});
