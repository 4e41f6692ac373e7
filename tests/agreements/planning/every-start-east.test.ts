// Every start date, in Eastern time.
import { specifyEveryStart } from '../support/every-start.ts';

specifyEveryStart([
  'America/New_York',
  'America/Detroit',
  'America/Indiana/Indianapolis',
  'America/Puerto_Rico',
]);
