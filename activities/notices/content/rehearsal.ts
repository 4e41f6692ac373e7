// Marks content as part of a rehearsal.
import { wordsIn } from '../letters/words/languages.ts';
import type { Content } from './content.ts';

/** The same content with a mark in its subject, its first line and its calendar entries. */
export function rehearsed(content: Content): Content {
  const { calendarDays, withdrawnDays, sessions, withdrawnSessions, language = 'en' } = content;
  const { rehearsalMark, rehearsalBanner } = wordsIn[language].around;
  const marked = <Entry extends { summary: string }>(entry: Entry) => ({
    ...entry,
    summary: `${rehearsalMark} ${entry.summary}`,
  });
  return {
    ...content,
    subject: `${rehearsalMark} ${content.subject}`,
    banner: rehearsalBanner,
    ...(calendarDays && { calendarDays: calendarDays.map(marked) }),
    ...(withdrawnDays && { withdrawnDays: withdrawnDays.map(marked) }),
    ...(sessions && { sessions: sessions.map(marked) }),
    ...(withdrawnSessions && { withdrawnSessions: withdrawnSessions.map(marked) }),
  };
}
