// What an order fills in: a total duration, a schedule contract that ends within a term, and what determinations cite.
import { describe, expect, it } from 'vitest';
import { citationOf } from '../../../agreements/commands/determine/determine.ts';
import { loadClauses, withClauses } from '../../../offers/clauses.ts';
import { act, amend, begun, chatgpt, given, lived, morning } from '../support/given.ts';

const clauses = loadClauses();
const ordered = (...uses: string[]) => withClauses(chatgpt, uses, clauses);
const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const ids = (agreement: ReturnType<typeof begun>) => agreement.plan.map((one) => one.id);

describe('the total duration of FAR 52.217-9', () => {
  const offer = ordered('FAR 52.217-8', 'FAR 52.217-9, total=P2Y');
  const inWindow = lived(begun({ offer }), '2027-06-10');

  it('refuses a renewal that would end later, and takes one that ends in time', () => {
    given(inWindow)
      .when(morning('2027-06-10'), { type: 'renew', by: 'Olive', length: 'P13M' })
      .then(
        `${id} can't go on until Sat, Sep 30, 2028: FAR 52.217-9 allows 2 years in all, from Tue, Sep 1, 2026, through Thu, Aug 31, 2028. Choose an earlier end.`,
      );
    const renewed = lived(inWindow, '2027-09-02', {
      acts: [act('2027-06-10', { type: 'renew', by: 'Olive', length: 'P1Y' })],
      terms: 2,
    });
    expect(renewed.term).toMatchObject({ number: 2, endsOn: '2028-09-01', firstStartsOn: '2026-09-01' });
    given(renewed)
      .when(morning('2027-09-02'), { type: 'extend', by: 'Olive', length: 'P1M' })
      .then(
        `${id} can't go on until Sat, Sep 30, 2028: FAR 52.217-9 allows 2 years in all, from Tue, Sep 1, 2026, through Thu, Aug 31, 2028. Choose an earlier end.`,
      );
  });

  it('counts from the first day with access, in a later term that began before terms kept the first day', () => {
    const renewed = lived(inWindow, '2027-09-02', {
      acts: [act('2027-06-10', { type: 'renew', by: 'Olive', length: 'P1Y' })],
      terms: 2,
    });
    const { firstStartsOn: _, ...term } = renewed.term;
    given({ ...renewed, term })
      .when(morning('2027-09-02'), { type: 'extend', by: 'Olive', length: 'P1M' })
      .then(
        `${id} can't go on until Sat, Sep 30, 2028: FAR 52.217-9 allows 2 years in all, from Tue, Sep 1, 2026, through Thu, Aug 31, 2028. Choose an earlier end.`,
      );
  });
});

describe('a schedule contract that ends', () => {
  it('within the term is a deadline with notices', () => {
    const agreement = begun({ offer: ordered('Schedule contract=2027-06-30') });
    expect(ids(agreement)).toEqual(
      expect.arrayContaining([
        'deadline-schedule-contract-P90D:2027-07-01',
        'deadline-schedule-contract-P1D:2027-07-01',
        'deadline-missed-schedule-contract:2027-07-01',
      ]),
    );
    expect(lived(agreement, '2027-07-03').record).toContainEqual(
      expect.objectContaining({ id: 'deadline-missed-schedule-contract:2027-07-01', outcome: 'carried-out' }),
    );
  });

  it('stays where it is when the term’s end moves, and goes if the term ends before it', () => {
    const agreement = begun({ offer: ordered('Schedule contract=2027-06-30') });
    const later = lived(agreement, '2026-09-03', {
      acts: [act('2026-09-02', amend({ termEndsOn: '2027-12-01' }))],
    });
    expect(ids(later)).toContain('deadline-schedule-contract-P1D:2027-07-01');
    const sooner = lived(agreement, '2026-09-03', {
      acts: [act('2026-09-02', amend({ termEndsOn: '2027-06-01' }))],
    });
    expect(ids(sooner).filter((one) => one.includes('schedule-contract'))).toEqual([]);
  });

  it('after the term is a deadline of the term that it is in', () => {
    const agreement = begun({ offer: ordered('Schedule contract=2028-03-31') });
    expect(ids(agreement).filter((one) => one.includes('schedule-contract'))).toEqual([]);
    const renewed = lived(lived(agreement, '2027-06-10'), '2027-09-02', {
      acts: [act('2027-06-11', { type: 'renew', by: 'Olive', length: 'P1Y' })],
      terms: 2,
    });
    expect(ids(renewed)).toContain('deadline-schedule-contract-P1D:2028-04-01:term-2');
  });

  it('is a deadline of a term without an end, too', () => {
    const offer = {
      ...ordered('Schedule contract=2030-06-30'),
      term: { noEnd: true as const, source: 'announcement' },
    };
    expect(ids(begun({ offer }))).toContain('deadline-schedule-contract-P1D:2030-07-01');
  });
});

describe('a determination', () => {
  const agreement = begun({ offer: ordered('FAR 17.204-1') });

  it('cites what the order cites', () => {
    given(lived(agreement, '2027-06-10'))
      .when(morning('2027-06-10'), { type: 'renew', by: 'Olive', length: 'P1Y' })
      .then(
        `${id} can't be renewed before these are on record: funds (Funds are available; FAR 17.204-1), need (The need still exists; FAR 17.204-1), most-advantageous (Exercising the option is most advantageous; FAR 17.204-1), not-excluded (The contractor is not excluded in SAM; FAR 17.204-1), performance (Performance has been acceptable; FAR 17.204-1). Record each with "determine".`,
      );
    const [found] = determined({}).determinations;
    expect(found && citationOf(agreement, found)).toBe('FAR 17.204-1');
  });

  it('may cite another clause by name', () => {
    const [found] = determined({ clause: 'FAR 17.207' }).determinations;
    expect(found).toMatchObject({ id: 'funds', reference: 'memo 7', clause: 'FAR 17.207' });
    expect(found && citationOf(agreement, found)).toBe('FAR 17.207');
  });

  function determined(cites: { clause?: string }) {
    const command = {
      type: 'determine',
      by: 'Carl',
      determination: 'funds',
      reference: 'memo 7',
      ...cites,
    } as const;
    return lived(agreement, '2026-09-03', { acts: [act('2026-09-02', command)] });
  }
});
