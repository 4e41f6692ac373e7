// The Spanish words of the letters before the term begins and on its first day.
import { capitalized } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay, shortDay, timeLeft } = formats;

export const onboarding: Pick<Words['letters'], 'terms' | 'withdrawn' | 'welcome'> = {
  terms: {
    subject: ({ product, lastDay }) =>
      `${product}: acepte las condiciones a más tardar el ${shortDay(lastDay)}`,
    subjectWithoutDay: ({ product }) => `${product}: condiciones por aceptar`,
    canAcceptUntil: ({ agency, product, lastDay, daysLeft, midnightAfter }) =>
      `${agency} puede tener ${product}. Su agencia puede aceptar las condiciones hasta ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    canAccept: ({ agency, product }) =>
      `${agency} puede tener ${product}. Su agencia puede aceptar las condiciones.`,
    please:
      'Lea lo que incluye y acéptelo a partir del día que elija, o indique la persona de contacto que puede hacerlo.',
    offered: {
      heading: 'Qué tendría su agencia',
      forFirst: (feature, days) => `${feature}: durante los primeros ${days}`,
      wholeTerm: (feature) => `${feature}: todo el período de vigencia`,
      termLasts: (length) => `El período de vigencia dura ${length}, desde el día en que empieza`,
      termRunsThrough: (day) =>
        `El período de vigencia dura hasta el ${longDay(day)} inclusive, empiece cuando empiece`,
      termHasNoEnd: 'El período de vigencia no tiene fecha de término',
      price: (price) => `Precio en este período de vigencia: ${price}`,
      priceAsOrdered: 'Precio en este período de vigencia: el que figura en la orden de su agencia',
    },
    findOut: 'Averigüe quién acepta las condiciones en nombre de su agencia y consúltele.',
    chooseDay: 'Elija el día en que debe empezar.',
    accept: {
      link: 'Acepte con el enlace de este mensaje, o responda: que su agencia acepta, desde qué día y dónde consta por escrito.',
      reply: 'Responda: que su agencia acepta, desde qué día y dónde consta por escrito.',
    },
    orDecline:
      'Si su agencia no lo desea, indíquelo del mismo modo. Entonces no se enviarán más recordatorios.',
    ifNobodyAccepts: {
      heading: 'Si nadie acepta',
      text: ({ lastDay }) =>
        `El acuerdo se retira después del ${longDay(lastDay)}. Hasta entonces no se habrá dado acceso, así que su agencia puede volver a pedirlo.`,
    },
  },

  withdrawn: {
    subject: ({ product }) => `${product}: el acuerdo fue retirado`,
    happened: ({ agency, product, happenedOn }) =>
      `El acuerdo sobre ${product} para ${agency} fue retirado el ${longDay(happenedOn)}, antes de que empezara el acceso.`,
    please: 'No tiene que hacer nada. Responda si su agencia todavía lo desea.',
    nobodyAccepted: 'Nadie aceptó las condiciones a tiempo.',
  },

  welcome: {
    subject: ({ product }) => `${product}: le damos la bienvenida; estas son las fechas importantes`,
    term: ({ agency, product, brief, termLastDay }) =>
      `${agency} tiene ${product} desde el ${longDay(brief.term.startsOn)}${termLastDay ? ` hasta el ${longDay(termLastDay)} inclusive` : ', sin fecha de término'}.`,
    endsSooner: (features, day) => `${capitalized(features)}: solo hasta el ${longDay(day)} inclusive.`,
    tellWhatEndsSooner:
      'Informe a su personal sobre qué funciones tendrá durante todo el período de vigencia y cuáles terminan antes.',
    tellThatItStarts: ({ termLastDay }) =>
      `Informe a su personal de que ya puede empezar${termLastDay ? ' y hasta cuándo' : ''}.`,
    steps: ({ product }) => [
      `Reenvíe este aviso a las personas que usarán ${product}.`,
      'Anote las fechas de arriba y téngalas en cuenta en sus planes.',
      'Revise los nombres de abajo. Responda si otra persona debe recibir estos avisos.',
    ],
    price: (price) => `En este período de vigencia: ${price}`,
    priceAsOrdered: 'En este período de vigencia: lo que diga la orden de su agencia',
  },
};
