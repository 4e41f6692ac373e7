// The Spanish words of sections that several letters share.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay } = formats;

export const sections: Words['sections'] = {
  englishOnly: {
    note: 'Este texto solo existe en inglés:',
    deadline: ({ clause }) => `fecha límite según ${clause}`,
    hasDeadline: ({ agency, product }, { clause }) =>
      `${agency} tiene una fecha límite para ${product}, según ${clause}.`,
    doWhatIsBelow: (byThen) => `Haga ${byThen} lo que se pide abajo y responda cuando esté hecho.`,
    whatIsAsked: 'Qué se pide',
  },
  whatToDo: 'Qué debe hacer',
  whatYouHave: 'Lo que tiene su agencia y hasta cuándo',
  whatStays: 'Lo que no cambia',
  throughDay: (feature, day) => `${feature}: hasta el ${longDay(day)} inclusive`,
  wholeTerm: (feature, day) =>
    `${feature}: ${day ? `todo el período de vigencia, hasta el ${longDay(day)} inclusive` : 'sin fecha de término'}`,
  allElseStays: ({ termLastDay: day }) =>
    `Todo lo demás sigue igual${day ? `, hasta el ${longDay(day)} inclusive` : ''}.`,
  whatItCosts: 'Cuánto cuesta',
  promises: (vendor) => `A qué se compromete ${vendor}`,
  help: 'Ayuda incluida',
  whatIsOffered: 'Qué se ofrece',
  aboutRenewing: 'Lo que se sabe sobre la renovación',
  why: 'Por qué',
  reasonGiven: (reason) => `Motivo indicado: ${reason}`,
  decision: {
    heading: 'La decisión',
    recorded: (day, by) => `La registró ${by} el ${day}.`,
    goesOnWith: (offer) => `Su agencia continúa con otra oferta: ${offer}.`,
  },
  accounts: {
    heading: 'Qué pasa con las cuentas',
    text: [
      'Las cuentas creadas para este acuerdo se desactivan, pero no se eliminan. Las que otro acuerdo todavía necesita siguen activas.',
      'Responda a este mensaje si necesita algo que está en ellas.',
    ],
  },
};
