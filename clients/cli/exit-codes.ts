// Exit codes, for scripts.

/** Done as asked; refused; not understood; an unexpected error. */
export const exitCodes = { done: 0, refused: 1, misunderstood: 2, unexpected: 70 } as const;

/** The same for the help. */
export const exitCodeLines = `Exit codes:
  ${exitCodes.done}   done
  ${exitCodes.refused}   refused, or not possible: one sentence says why
  ${exitCodes.misunderstood}   not understood: an argument or a setting is wrong
  ${exitCodes.unexpected}  unexpected error`;
