// A price on the screen and in records.

import type { Price } from '../../agreements/offer/schema.ts';
import { isFree } from '../../text/formats.ts';

/** `1.00 USD per agency`. Without a price: it is in the order only. */
export function priceInWords(price: Price | undefined): string {
  if (!price) return 'as ordered';
  if (isFree(price.amount)) return 'free of charge';
  return `${price.amount} ${price.currency}${price.per ? ` per ${price.per}` : ''}`;
}
