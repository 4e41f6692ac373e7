// `onegov start`: an agreement begins.
import type { Command as Program } from 'commander';
import { screen } from '../../output/layout.ts';
import { now, show } from '../../output/terminal.ts';
import { agreementLines } from '../../output/timeline.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import {
  addStartOptions,
  contactsOf,
  type OneStartOptions,
  requestOf,
  zoneRemark,
} from '../start-options.ts';

export function addStart(program: Program): void {
  addStartOptions(program.command('start').description('start an agreement'))
    .addHelpText(
      'after',
      examples(
        'onegov start --agency gsa.gov --offer chatgpt --contact "Olive Owner <olive@gsa.gov> owner,technical"',
        'onegov start --agency gsa.gov --offer chatgpt --contacts gsa.json --starts +14d',
      ),
    )
    .action(async (options: OneStartOptions) => {
      const request = requestOf(options, contactsOf(options) ?? []);
      await connected('live', async (agreements) => {
        const id = await agreements.start(request);
        const remark = zoneRemark(options);
        show(options, { id, ...(remark && { note: remark }) }, [
          `Started ${id}.${remark ? ` Note: ${remark}. If it is another, start with --time-zone.` : ''}`,
          '',
          ...agreementLines(await agreements.view(id), now(), screen()),
        ]);
      });
    });
}
