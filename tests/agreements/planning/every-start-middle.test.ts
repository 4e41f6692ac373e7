// Every start date, in Central time.
import { specifyEveryStart } from '../support/every-start.ts';

specifyEveryStart(['America/Chicago', 'America/Denver', 'America/Boise', 'America/Phoenix']);
