// What files of agencies are checked against.
import { loadRegistry } from '../../../data/registry.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { chatgpt } from '../../agreements/support/given.ts';

export const registry = loadRegistry();
export const catalog = loadCatalog();
export const now = '2026-11-23T15:00:00Z';
export const defaults = { offer: chatgpt.id, by: 'Olive', contacts: [] };
