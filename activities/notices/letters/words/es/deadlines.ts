// The Spanish words of the letters about moved days and deadlines.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay, shortDay } = formats;

export const deadlines: Pick<Words['letters'], 'correction' | 'deadline' | 'deadlineMissed'> = {
  correction: {
    subjectOfFeatures: ({ product, ending, lastDay }) =>
      `${product}, nueva fecha: el último día con ${ending} es el ${shortDay(lastDay)}`,
    subjectOfTerm: ({ product, lastDay }) =>
      `${product}, nueva fecha: el período de vigencia termina el ${shortDay(lastDay)}`,
    featuresUntil: ({ agency, ending, lastDay, midnightAfter }) =>
      `${agency} tiene ahora ${ending} hasta ${midnightAfter(lastDay)}.`,
    termUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `El período de vigencia de ${product} para ${agency} termina ahora a ${midnightAfter(lastDay)}.`,
    please: 'La fecha de los avisos anteriores ya no es válida. Informe a su personal y guíese por la nueva.',
    changed: {
      heading: 'Qué cambió',
      before: (day) => `Último día hasta ahora: ${longDay(day)}. Ya no es válido.`,
      earlier: (day, days) => `Nuevo último día: ${longDay(day)}. Es ${days} antes.`,
      later: (day, days) => `Nuevo último día: ${longDay(day)}. Es ${days} después.`,
    },
    steps: [
      'Reenvíe este aviso a todas las personas que planifican según esta fecha.',
      'Abra el archivo de calendario que acompaña este mensaje. Cambia la fecha en su calendario.',
      'Responda si la nueva fecha no es la que esperaba.',
    ],
  },

  deadline: {
    subject: ({ product }, title, safeDay) => `${product}, a más tardar el ${shortDay(safeDay)}: ${title}`,
    subjectToday: ({ product }, title) => `${product}, hoy: ${title}`,
    hasDeadline: ({ agency, product }) => `${agency} tiene una fecha límite para ${product}.`,
    lastDay: ({ lastDay }) => `El último día es el ${longDay(lastDay)}.`,
    byDay: (day) => `a más tardar el ${longDay(day)}`,
    byToday: 'hoy mismo',
    please: (byThen) => `Hágalo ${byThen} y responda cuando esté hecho.`,
    moved: {
      heading: 'Qué cambió',
      subject: ({ product }, title, safeDay) =>
        `${product}, nueva fecha, a más tardar el ${shortDay(safeDay)}: ${title}`,
      from: (was, safeDay) =>
        `Los avisos anteriores indicaban el ${longDay(was)}. Ahora es el ${longDay(safeDay)}, porque cambiaron los días en que las oficinas federales están cerradas.`,
      lastDayFrom: (was, lastDay) =>
        `Los avisos anteriores indicaban el ${longDay(was)} como último día. Ahora el último día es el ${longDay(lastDay)}.`,
      fromToPast: (was, safeDay) =>
        `Los avisos anteriores indicaban el ${longDay(was)}. Cambiaron los días en que las oficinas federales están cerradas, así que la fecha ya pasó: era el ${longDay(safeDay)}.`,
    },
    whyEarlier: {
      heading: 'Por qué no el último día',
      closed: ({ lastDay }) => `El último día, ${longDay(lastDay)}, las oficinas están cerradas.`,
      safeDayIs: ({ safeDay }) => `El último día hábil anterior es el ${longDay(safeDay)}.`,
      safeDayWas: ({ safeDay }) => `El último día hábil anterior fue el ${longDay(safeDay)}.`,
    },
    whereFrom: {
      heading: 'De dónde viene esta fecha límite',
      counted: (day) => `Se cuenta hacia atrás desde el último día del período de vigencia: ${longDay(day)}.`,
    },
    ifMissed: 'Si no se cumple',
    doIt: (byThen, { clause }) => `Hágalo ${byThen}, como se pide en ${clause}.`,
    reply: 'Responda cuando esté hecho: qué día se hizo y dónde consta por escrito.',
    confirmingIsNotEnough: 'Confirmar que recibió este mensaje no lo registra.',
    orDecline: 'Responda si, en cambio, su agencia decide no renovar.',
  },

  deadlineMissed: {
    subject: ({ product, lastDay }) =>
      `${product}: una fecha límite venció el ${shortDay(lastDay)} y no consta su cumplimiento`,
    passed: ({ agency, product, lastDay }, title) =>
      `${agency} tenía una fecha límite para ${product} (${title}). Venció el ${longDay(lastDay)} y no consta que se haya cumplido.`,
    byClause: ({ clause }) => `según ${clause}`,
    please: 'Responda de inmediato si se cumplió a tiempo: qué día se hizo y dónde consta por escrito.',
    whatWasAsked: 'Qué se pedía',
    whatFollows: 'Qué consecuencias tiene',
    steps: [
      'Averigüe si se hizo a tiempo.',
      'Si se hizo, responda de inmediato: qué día se hizo y dónde consta por escrito.',
      'Si no se hizo, pregunte a su oficial de contrataciones qué es posible todavía.',
    ],
  },
};
