// Every start date, in the west and on the islands of the north.
import { specifyEveryStart } from '../support/every-start.ts';

specifyEveryStart(['America/Los_Angeles', 'America/Anchorage', 'America/Adak', 'Pacific/Honolulu']);
