// Looks things up by words that people or other programs write.

/** The value of a table at a word; undefined if the table does not have it. Every object has `constructor` and the like. */
export function ownValue<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
