// Remembers what time-zone tables and formats say. Lists have thousands of rows with few different days and time zones, so to
// work each of these out once saves half of their time.

/** The same function of texts, which remembers its answers. */
export function remembered<Texts extends string[], Answer>(
  answer: (...texts: Texts) => Answer,
): (...texts: Texts) => Answer {
  const answers = new Map<string, Answer>();
  return (...texts) => {
    const key = texts.join(' ');
    const known = answers.get(key);
    if (known !== undefined) return known;
    const found = answer(...texts);
    answers.set(key, found);
    return found;
  };
}
