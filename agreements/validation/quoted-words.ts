// Quotes in an error what came from outside: unknown fields, columns, words.

const mostWords = 5;
const mostCharacters = 60;

/** Up to five words, each on one line and not too long: `"name", "shoe size"`. The rest is counted: `… and 3 more`. */
export function quotedWords(words: readonly string[]): string {
  const named = words.slice(0, mostWords).map((word) => `"${shortened(word)}"`);
  const more = words.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function shortened(word: string): string {
  const characters = [...word.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD')];
  return characters.length > mostCharacters
    ? `${characters.slice(0, mostCharacters - 1).join('')}…`
    : characters.join('');
}
