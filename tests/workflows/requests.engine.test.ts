// A bad request gets one clear sentence, and nothing half done.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { agreementId } from '../../agreements/model/ids.ts';
import type { agreement } from '../../workflows/agreement.ts';
import { taskQueues } from '../../workflows/messages.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { daysAhead, today } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
});
afterAll(() => rig.close());

const offer = 'openai-chatgpt-enterprise';
const owner = { name: 'Olive Owner', email: 'owner@requests.example', roles: ['owner' as const] };

describe('starting by the client', () => {
  it.each<[string, Partial<AgreementRequest>, string | RegExp]>([
    [
      'an unknown offer',
      { offer: 'nobody-nothing' },
      /No offer found for "nobody-nothing"; the offers are anthropic-claude, /,
    ],
    [
      'a malformed domain',
      { agency: 'gsa dot gov' },
      'agency must be a .gov domain such as access-board.gov',
    ],
    [
      'an address with a line break',
      { contacts: [{ ...owner, email: 'a@b.example\r\nBcc: x@y.example' }] },
      'contacts[0].email must be one mail address',
    ],
    ['an empty contact list', { contacts: [] }, 'contacts must name at least one contact'],
    ['an impossible date', { startsOn: '2027-02-30' }, 'startsOn must be a date that exists'],
    [
      'a term that is over',
      { startsOn: '2020-01-01' },
      "the offer's term would have ended on Thu, Dec 31, 2020",
    ],
    ['an agency that nobody knows', { agency: 'no-such-agency.gov' }, "give the agency's name and timeZone"],
  ])('refuses %s', async (_, asked, sentence) => {
    await expect(rig.start({ contacts: [owner], agency: 'gsa.gov', ...asked })).rejects.toThrow(sentence);
  });

  it('starts nothing if it refuses', async () => {
    for await (const run of rig.agreements.list('AgencyId = "gsa.gov"')) expect(run.phase).toBe('refused');
    expect(await rig.resources('Users')).toEqual([]);
    expect(await rig.mailsTo(owner.email)).toEqual([]);
  });

  it('refuses a second start of the same agreement, and leaves the first alone', async () => {
    const id = await rig.start({ agency: 'nasa.gov', contacts: [owner], startsOn: daysAhead(90) });
    expect(id).toBe(agreementId(offer, 'nasa.gov'));
    await expect(rig.start({ agency: 'nasa.gov', contacts: [owner] })).rejects.toThrow(
      `${id} runs already. See it with "onegov show nasa.gov ${offer}".`,
    );
    expect((await rig.agreements.view(id)).term.startsOn).toBe(daysAhead(90));
  });

  it('refuses an agency that has had the promotional price, but not one whose agreement was withdrawn', async () => {
    const id = await rig.start({ agency: 'acus.gov', contacts: [owner], startsOn: daysAhead(90) });
    await rig.agreements.decide(id, { type: 'terminate', by: 'a test' });
    await rig.agreements.client.workflow.getHandle(id).result();

    await rig.start({ agency: 'acus.gov', contacts: [owner], startsOn: today });
    await vi.waitFor(async () => expect((await rig.agreements.view(id)).activatedAt).toBeDefined(), 20_000);
    await rig.agreements.decide(id, { type: 'terminate', by: 'a test' });
    await rig.agreements.client.workflow.getHandle(id).result();
    await expect(rig.start({ agency: 'acus.gov', contacts: [owner] })).rejects.toThrow(
      `acus.gov already had the promotional price of ${offer}; an agency can have it once.`,
    );
  });
});

describe('starting from the Temporal UI with a small JSON input', () => {
  const startBare = async (workflowId: string, input: unknown) => {
    const handle = await rig.agreements.client.workflow.start<typeof agreement>('agreement', {
      workflowId,
      taskQueue: taskQueues.agreements,
      args: [input as AgreementRequest],
    });
    return handle;
  };

  it('works with an offer, an agency and a contact', async () => {
    const id = agreementId(offer, 'usda.gov');
    await startBare(id, { offer, agency: 'usda.gov', contacts: [owner], startsOn: daysAhead(90) });
    expect(await rig.agreements.view(id)).toMatchObject({
      status: 'onboarding',
      agency: { name: 'Department of Agriculture', timeZone: 'America/New_York' },
    });
  });

  it('fails at once with one sentence if the request is bad', async () => {
    const handle = await startBare('agreement:x:y', { offer, agency: 'usda.gov', contacts: 'none' });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/^The request can't be used: contacts /) },
    });
  });

  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['null', [null]],
    ['a number', [5]],
    ['a text', ['acus.gov']],
    ['a list', [[1, 2]]],
    ['a continued agreement that is none', [{ continued: true }]],
    ['a continued agreement without its parts', [{ continued: { ...nothings, plan: [], record: [] } }]],
  ])('fails at once if its input is %s, and a view says why', async (what, args) => {
    const workflowId = `agreement:input:${what.replaceAll(' ', '-')}`;
    const { client } = rig.agreements;
    const options = { workflowId, taskQueue: taskQueues.agreements, args };
    const handle = await client.workflow.start('agreement', options);
    const sentence = expect.stringMatching(/^The request can't be used: /);
    await expect(handle.result()).rejects.toMatchObject({ cause: { message: sentence, type: 'Refused' } });
    // What a person typed does not pass Temporal unencrypted, and the SDK decrypts no failure of a query.
    await expect(handle.query('view')).rejects.toThrow('Encoded failure');
    await expect(rig.agreements.view(workflowId)).rejects.toThrow("The request can't be used: ");
    const { code, err } = await rig.onegov(['show', workflowId]);
    expect([code, err]).toEqual([1, expect.stringMatching(/^The request can't be used: /)]);
  });

  it('fails at once if the time zone is an offset', async () => {
    const agency = { id: 'usda.gov', name: 'Agriculture', timeZone: '-05:00' };
    const handle = await startBare('agreement:x:z', { offer, agency, contacts: [owner] });
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        message: expect.stringContaining('agency.timeZone must be a time zone such as America/New_York'),
      },
    });
  });

  it('fails if the workflow id is not the agreement’s, so that there can be no second one', async () => {
    const handle = await startBare('my-agreement', { offer, agency: 'usda.gov', contacts: [owner] });
    await expect(handle.result()).rejects.toMatchObject({
      cause: {
        message: `This agreement's workflow id must be ${agreementId(offer, 'usda.gov')}, not my-agreement: start it with that one.`,
      },
    });
  });
});

const nothings = { agency: null, offer: null, term: null };

describe('a command', () => {
  it.each<[string, unknown, string | RegExp]>([
    ['what there is not', { type: 'celebrate', by: 'me' }, /type must be one of accept, determine, renew/],
    ['without saying who', { type: 'suspend', by: ' ' }, 'by must be the name of whoever asks'],
    ['with what does not belong to it', { type: 'decline', by: 'me', length: 'P1Y' }, /length/],
    ['an amendment without a date', { type: 'amend', by: 'me' }, 'must have a new date'],
  ])('refuses %s', async (_, command, sentence) => {
    const id = agreementId(offer, 'nasa.gov');
    await expect(rig.agreements.decide(id, command as never)).rejects.toThrow(sentence);
  });

  it('is refused for an agreement that does not exist', async () => {
    await expect(rig.agreements.decide('agreement:x:y.gov', { type: 'suspend', by: 'me' })).rejects.toThrow(
      'No agreement found for agreement:x:y.gov.',
    );
  });
});
