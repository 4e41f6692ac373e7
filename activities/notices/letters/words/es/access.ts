// The Spanish words of the letters about access that stops or comes back.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay } = formats;

export const access: Pick<Words['letters'], 'accessEnded' | 'suspended' | 'reinstated' | 'terminated'> = {
  accessEnded: {
    subject: ({ product }) => `${product}: el acceso terminó`,
    hadUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `Su agencia, ${agency}, tuvo acceso a ${product} hasta ${midnightAfter(lastDay)}.`,
    hadUntilToday: ({ agency, product, today }) =>
      `Su agencia, ${agency}, tuvo acceso a ${product} hasta el ${longDay(today)}.`,
    please: ({ product }) => `Solo tiene que informar a su personal de que ya no puede usar ${product}.`,
    causes: {
      expired: 'El período de vigencia terminó y nadie había decidido renovar.',
      unrenewed:
        'El período de vigencia terminó. Su agencia había pedido la renovación, pero no consta ninguna.',
      declined: 'Su agencia decidió no renovar y el período de vigencia terminó.',
      terminated: 'Se puso fin al acuerdo.',
      withdrawn: 'El acuerdo se retiró.',
    },
  },

  suspended: {
    subject: ({ product }) => `${product}: acceso suspendido`,
    suspended: ({ agency, product, happenedOn }) =>
      `El acceso a ${product} para ${agency} está suspendido desde el ${longDay(happenedOn)}. Por ahora, su personal no puede usarlo.`,
    please:
      'Solo tiene que informar a su personal. Le escribiremos cuando el acceso vuelva a estar disponible.',
    whatGoesOn: {
      heading: 'Lo que sigue en pie',
      text: ({ termLastDay }) =>
        `Las fechas no cambian, a menos que un aviso indique otra cosa. ${termLastDay ? `El último día del período de vigencia es el ${longDay(termLastDay)}` : 'El período de vigencia no tiene fecha de término'}.`,
    },
  },

  reinstated: {
    subject: ({ product }) => `${product}: el acceso está disponible de nuevo`,
    canUse: ({ agency, product, today }) =>
      `${agency} puede usar ${product} de nuevo desde el ${longDay(today)}.`,
    subjectBeforeStart: ({ product }) => `${product}: el acuerdo sigue adelante`,
    canUseFrom: ({ agency, product, brief }) =>
      `El acuerdo sobre ${product} para ${agency} ya no está suspendido. El acceso comienza el ${longDay(brief.term.startsOn)}.`,
    please: 'Informe a su personal y revise las fechas de abajo: es posible que hayan cambiado.',
    term: {
      heading: 'El período de vigencia',
      text: ({ termLastDay, midnightAfter }) =>
        termLastDay ? `Termina a ${midnightAfter(termLastDay)}.` : 'No tiene fecha de término.',
    },
  },

  terminated: {
    subject: ({ product }) => `${product}: se puso fin al acuerdo`,
    terminated: ({ agency, product, happenedOn }) =>
      `El ${longDay(happenedOn)} se puso fin al acuerdo sobre ${product} para ${agency}. El acceso termina con él.`,
    please: ({ product }) => `Solo tiene que informar a su personal de que ya no puede usar ${product}.`,
  },
};
