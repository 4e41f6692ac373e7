// Histories that were exported: what is in a folder, and what is wrong with a file of it.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyFiles, readHistory } from '../../../clients/files/history-files.ts';

const recorded = join(import.meta.dirname, '../../histories');

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'histories-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('a folder of histories', () => {
  it('has its JSON files, in the order of their names', () => {
    const folder = folderWith({ 'b.json': '{}', 'a.json': '{}', 'notes.txt': '' });
    expect(historyFiles(folder)).toEqual([join(folder, 'a.json'), join(folder, 'b.json')]);
  });

  it.each([
    ['that has none', () => folderWith({ 'notes.txt': '' }), /has no JSON files with histories\.$/],
    ['that is not there', () => '/nowhere', /^The folder \/nowhere can't be read: /],
  ])('%s is refused', (_what, folder, sentence) => {
    expect(() => historyFiles(folder())).toThrow(sentence);
  });
});

describe('a file', () => {
  const read = (text: string) => readHistory(join(folderWith({ 'one.json': text }), 'one.json'));

  it('has the events, and the id of its workflow', () => {
    const { id, ...file } = readHistory(join(recorded, 'expired-term-1.json'));
    expect(id).toMatch(/^agreement:openai-chatgpt-enterprise:access-board\.gov@/);
    expect('history' in file && file.history.events?.length).toBeGreaterThan(50);
  });

  it('has the file’s name as its id if it does not say one, as those of older servers', () => {
    const history = JSON.parse(readFileSync(join(recorded, 'expired-term-1.json'), 'utf8'));
    delete history.events[0].workflowExecutionStartedEventAttributes.workflowId;
    expect(read(JSON.stringify(history)).id).toBe('one');
  });

  it.each([
    ['no JSON', 'Progress:', /one\.json is no history: /],
    ['no object', '[]', /one\.json is no history: /],
    ['without events', '{"events": []}', /one\.json has no events\.$/],
    ['with an event of nothing', '{"events": [{"eventId": "1"}]}', /one\.json is no history: /],
  ])('%s is named, and stops nothing', (_what, text, reason) => {
    expect(read(text)).toEqual({ id: 'one', unreadable: expect.stringMatching(reason) });
  });
});
