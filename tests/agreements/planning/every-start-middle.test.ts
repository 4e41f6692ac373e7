// Every start date, in the middle.
import { specifyEveryStart } from '../support/every-start.ts';

specifyEveryStart(['America/Chicago', 'America/Denver', 'America/Boise', 'America/Phoenix']);
