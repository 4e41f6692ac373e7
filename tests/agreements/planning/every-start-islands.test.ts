// Every start date, on the islands of the far west, on both sides of the date line.
import { specifyEveryStart } from '../support/every-start.ts';

specifyEveryStart(['Pacific/Guam', 'Pacific/Saipan', 'Pacific/Pago_Pago']);
