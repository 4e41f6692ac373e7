// The Spanish words of the letters about training and the community.
import type { Words } from '../words.ts';

export const training: Pick<
  Words['letters'],
  'training' | 'trainingChanged' | 'trainingReminder' | 'community'
> = {
  training: {
    subject: ({ product }) => `${product}: capacitación y ayuda para su personal`,
    comesWithIt: ({ agency, product }) =>
      `${product} incluye capacitación y otros tipos de ayuda para ${agency}.`,
    nextSession: (start) => `La próxima sesión empieza el ${start}.`,
    please: 'Elija quién debe participar y reenvíele este aviso.',
    steps: ({ product }) => [
      `Elija a las personas que usan o van a usar ${product}.`,
      'Reenvíeles este aviso.',
      'Responda si desea saber cómo inscribirse.',
    ],
  },

  trainingChanged: {
    subject: ({ product }) => `${product}: cambiaron las sesiones de capacitación`,
    changed: ({ agency, product }) =>
      `Cambiaron las sesiones de capacitación sobre ${product} para ${agency}.`,
    nextSession: (start) => `La próxima empieza el ${start}.`,
    noneAhead: 'Por ahora no hay ninguna prevista.',
    please: 'La lista de los avisos anteriores ya no es válida. Informe a quienes piensan participar.',
    steps: [
      'Reenvíe este aviso a quienes piensan participar.',
      'Abra los archivos de calendario que acompañan este mensaje. Ponen su calendario al día.',
      'Responda si desea saber cómo inscribirse.',
    ],
  },

  trainingReminder: {
    subject: ({ product }) => `${product}: todavía puede tomar una capacitación`,
    notOnRecord: ({ agency, product }) =>
      `No consta que usted haya completado una capacitación sobre ${product} en ${agency}.`,
    please: 'Participe en una o infórmenos si ya lo hizo. Este es el único recordatorio.',
    steps: [
      'Elija lo que convenga a su trabajo.',
      'Cuando la haya completado, infórmelo, por usted y por sus colegas.',
      'Responda si desea saber cómo inscribirse.',
    ],
  },

  community: {
    subject: ({ product }) => `${product}: conozca a otras personas del gobierno que lo usan`,
    learn: ({ product }) => `Su personal puede aprender de otras personas del gobierno que usan ${product}.`,
    please: 'Reenvíe este aviso a quienes deseen unirse. Cada persona decide si se une.',
    steps: ['Reenvíe este aviso a su personal.', 'Responda si desea saber cómo unirse.'],
  },
};
