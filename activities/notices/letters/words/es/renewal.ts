// The Spanish words of the letters about the decision at the end of a term.
import { endOf } from '../../../../../agreements/model/dates.ts';
import { lastDayOfTerm } from '../../facts.ts';
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { countdown, longDay, shortDay } = formats;

export const renewal: Pick<
  Words['letters'],
  'renewal' | 'renewalAsked' | 'graceBegan' | 'renewed' | 'declined'
> = {
  renewal: {
    subject: ({ product, daysLeft }) =>
      `${product}: ${countdown(daysLeft, 'para decidir sobre la renovación')}`,
    subjectInGrace: ({ product, daysLeft }) =>
      `${product}: ${countdown(daysLeft, 'de este período de vigencia')}`,
    subjectTooLate: ({ product }) =>
      `${product}: el período de vigencia terminó y no consta ninguna decisión`,
    termEnds: ({ agency, product, lastDay, midnightAfter }) =>
      `El período de vigencia de ${product} para ${agency} termina a ${midnightAfter(lastDay)}.`,
    termEnded: ({ agency, product, lastDay, midnightAfter }) =>
      `El período de vigencia de ${product} para ${agency} terminó a ${midnightAfter(lastDay)}.`,
    decide: {
      link: 'Decida a más tardar ese día si su agencia renueva o no, e indíquelo con el enlace de este mensaje o respondiendo a él.',
      reply: 'Decida a más tardar ese día si su agencia renueva o no, y responda con su decisión.',
    },
    decideNow: {
      link: 'Decida ahora si su agencia renueva o no, e indíquelo con el enlace de este mensaje o respondiendo a él.',
      reply: 'Decida ahora si su agencia renueva o no, y responda con su decisión.',
    },
    ifNobodyDecides: 'Si nadie decide',
    accessStays: (length, day) =>
      `El acceso continúa durante ${length} después de que termina el período de vigencia, hasta el ${longDay(day)} inclusive. Luego termina.`,
    accessEnds: (day) =>
      `El acceso termina con el período de vigencia. El último día con acceso es el ${longDay(day)}.`,
    notAutomatic: 'El acuerdo no se renueva automáticamente.',
    price: (price, day) => `En este período de vigencia, hasta el ${longDay(day)} inclusive: ${price}`,
    priceAsOrdered: (day) =>
      `En este período, hasta el ${longDay(day)} inclusive: lo que diga la orden de su agencia`,
    nextPrice: (text) => `En un próximo período: ${text}`,
    nextPriceUnknown:
      'En un próximo período: todavía no se conoce el precio. Lo fija la orden de su agencia y puede ser distinto del actual.',
    askPeople: ({ product }) => `Pregunte a las personas que usan ${product} para qué lo necesitan.`,
    askOfficer: 'Pregunte a su oficial de contrataciones qué se necesita para renovar y cuánto tiempo toma.',
    bothAreFine: 'Decida: renovar o no renovar. Las dos opciones son válidas.',
    answer: {
      link: 'Indique la decisión con el enlace de este mensaje, o responda con ella y con el nombre de quien la tomó.',
      reply: 'Responda con la decisión y el nombre de quien la tomó.',
    },
    today: 'Lo que su agencia tiene hoy',
    others: {
      heading: 'Otros productos',
      text: 'Este programa tiene también estas ofertas, en orden alfabético. Responda para saber cuáles puede tener su agencia.',
    },
  },

  renewalAsked: {
    subject: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'para que conste la renovación')}`,
    subjectTooLate: ({ product }) =>
      `${product}: el período de vigencia terminó y no consta ninguna renovación`,
    please:
      'Su agencia pidió la renovación, pero todavía no consta. Pregunte a quien se encarga de ella qué falta.',
    ifNotRecorded: 'Si no consta ninguna renovación',
    steps: [
      'Pregunte a su oficial de contrataciones en qué punto está la renovación y qué falta todavía.',
      'Responda si necesita algo para ella, o si su agencia decidió otra cosa.',
      'Cuente con la renovación solo cuando un aviso diga que el acuerdo se renovó.',
    ],
  },

  graceBegan: {
    subject: ({ product }, day) =>
      `${product}: el período de vigencia terminó; el acceso continúa hasta el ${shortDay(day)}`,
    ended: ({ lastDay, midnightAfter }) =>
      `El período de vigencia terminó a ${midnightAfter(lastDay)}, sin una decisión.`,
    endedAfterAsking: ({ lastDay, midnightAfter }) =>
      `El período de vigencia terminó a ${midnightAfter(lastDay)}. Su agencia pidió la renovación, pero todavía no consta.`,
    accessStays: (length, day) => `El acceso continúa ${length} más, hasta el ${longDay(day)} inclusive.`,
    decide: {
      link: 'Decida a más tardar ese día si su agencia renueva o no, e indíquelo con el enlace de este mensaje o respondiendo a él.',
      reply: 'Decida a más tardar ese día si su agencia renueva o no, y responda con su decisión.',
    },
    askWhatIsMissing: 'Pregunte a quien se encarga de la renovación qué falta.',
    stepsAfterAsking: [
      'Pregunte a su oficial de contrataciones en qué punto está la renovación y qué falta todavía.',
      'Responda si su agencia decidió otra cosa.',
    ],
  },

  renewed: {
    subject: ({ product }) => `${product}: el acuerdo se renovó`,
    renewed: ({ agency, product, brief }) =>
      `${agency} renovó ${product}. El próximo período de vigencia empieza el ${longDay(endOf(brief.term).on)}, inmediatamente después del actual.`,
    anotherTerm: (facts) =>
      `${facts.agency} tiene ${facts.product} por otro período de vigencia, desde el ${longDay(facts.brief.term.startsOn)} hasta el ${longDay(lastDayOfTerm(facts))} inclusive.`,
    please: 'No tiene que hacer nada. El acceso continúa sin interrupción.',
    nextTerm: {
      heading: 'El próximo período de vigencia',
      starts: (day) => `Empieza el ${longDay(day)}`,
      lasts: (length) => `Dura ${length}`,
      price: (price) => `Precio: ${price}`,
      priceAsOrdered: 'Precio: el que figura en la orden de su agencia',
    },
  },

  declined: {
    subject: (facts) =>
      `${facts.product}: no se renovará; hay acceso hasta el ${shortDay(lastDayOfTerm(facts))}`,
    declined: (facts) =>
      `${facts.agency} decidió no renovar ${facts.product}. El acceso termina con el período de vigencia, a ${facts.midnightAfter(lastDayOfTerm(facts))}.`,
    please: 'Informe a su personal y pídale que guarde a más tardar ese día lo que quiera conservar.',
    untilThen: {
      heading: 'Hasta entonces',
      nothingChanges: 'Nada cambia antes de que termine el período de vigencia.',
      ifMistake: 'Responda antes de ese día si esta decisión fue un error.',
    },
  },
};
