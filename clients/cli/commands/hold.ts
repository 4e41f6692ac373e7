// `onegov hold`: no notices for now.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';

export function addHold(program: Program): void {
  addAgreementCommand(program, {
    type: 'hold',
    says: 'send no notices for now; the clock goes on',
    example: '--offer anthropic-claude --reason "wording under review"',
    done: 'Put on hold',
    // While a whole offer is on hold, agreements of it start on hold.
    fields: ({ offer, agency, where }) => ({ ofOffer: offer && !agency && !where ? true : undefined }),
  });
}
