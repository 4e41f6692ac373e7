// The Spanish words around the letters of a message.
import { sentence } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay } = formats;

/** The time until which something lasts, on the day in the calendar. */
const untilMidnight = (zone: string) => `hasta la medianoche al final de este día (${zone})`;

export const around: Words['around'] = {
  rehearsalMark: '[Ensayo]',
  rehearsalBanner: 'Esto es un ensayo. Nada cambia para su agencia.',
  about: {
    heading: 'Sobre este aviso',
    what: ({ agency, product, brief }) =>
      `Trata de ${product} (${brief.vendor}) para ${agency} (${brief.agency.id}).`,
    zone: ({ zone, today }) =>
      `Los días y las horas son los del lugar donde está la agencia (${zone}). «Hoy» es el ${longDay(today)}.`,
  },
  recipients: {
    heading: 'Quién recibe este aviso',
    roles: {
      owner: 'responsable',
      contracting: 'contrataciones',
      technical: 'asuntos técnicos',
      executive: 'dirección',
    },
    operators: 'Las personas que administran este programa',
  },
  questions: {
    heading: 'Preguntas',
    reply: 'Responda a este mensaje.',
    replyOrWrite: (address) => `Responda a este mensaje o escriba a ${address}.`,
    goesTo: 'Su mensaje llega a las personas que administran este programa.',
  },
  buttons: {
    accept: 'Lea las condiciones y responda',
    decide: 'Indique si su agencia renueva o no',
    trained: 'Registre las capacitaciones completadas',
    acknowledge: 'Confirme que recibió este mensaje',
    name: 'Indique quién se hará cargo',
    several: 'Abra la página de su acuerdo',
  },
  link: {
    works: (day) => `Este enlace es solo para usted y funciona hasta el ${longDay(day)} inclusive.`,
    takeOut: 'Quítelo antes de reenviar este mensaje.',
    doNotForward: 'No lo reenvíe.',
    orReply: 'También puede responder a este mensaje.',
  },
  several: {
    subject: (subject, count) => `${subject} (y ${count} ${count === 1 ? 'aviso' : 'avisos'} más)`,
    heading: 'En este mensaje',
    text: (count, { agency, product }) =>
      `Hay ${count} avisos sobre ${product} para ${agency}; el más urgente va primero:`,
  },
  sessions: {
    heading: 'Sesiones con fecha',
    text: 'Cada una tiene un archivo de calendario en este mensaje. Abra los de las sesiones que le convengan. Las horas son las de la zona horaria que se indica.',
  },
  takenOut: {
    heading: 'Su calendario',
    one: 'Esta fecha ya no es válida. Abra el archivo de calendario que acompaña este mensaje: la quita de su calendario. Si sigue ahí, bórrela.',
    several:
      'Estas fechas ya no son válidas. Abra los archivos de calendario que acompañan este mensaje: las quitan de su calendario. Si alguna sigue ahí, bórrela.',
  },
  calendar: {
    lastDay: (what) => `Último día: ${what}`,
    lastDayToAccept: ({ product }) => `Último día para aceptar las condiciones: ${product}`,
    deadline: (what, { product }) => `Fecha límite: ${what} (${product})`,
    canAccept: ({ agency, product, zone }) =>
      `${agency} puede aceptar las condiciones de ${product} ${untilMidnight(zone)}.`,
    termLasts: ({ agency, product, zone }) =>
      `El período de vigencia de ${product} para ${agency} dura ${untilMidnight(zone)}.`,
    hasFeatures: ({ agency, product, ending, zone }) =>
      `${agency} tiene ${ending} en ${product} ${untilMidnight(zone)}.`,
    dueByClause: ({ agency, product }, task, { clause, lastDay }) =>
      `${agency}, ${product}. ${sentence(task)} Se pide en ${clause}. El último día es el ${longDay(lastDay)}.`,
    session: ({ agency, product }) => `Una capacitación sobre ${product} para ${agency}.`,
  },
};
