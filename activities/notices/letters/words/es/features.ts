// The Spanish words of the letters about features that end.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { countdown, longDay, shortDay, timeLeft } = formats;

const theseFeatures = (isOne: boolean) => (isOne ? 'esta función' : 'estas funciones');

export const features: Pick<Words['letters'], 'featuresEnding' | 'featuresEnded'> = {
  featuresEnding: {
    subject: ({ product, ending, daysLeft }) => `${product}: ${countdown(daysLeft, `con ${ending}`)}`,
    until: ({ ending, lastDay, daysLeft, midnightAfter }) =>
      `Su agencia tiene ${ending} hasta ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    please: (isOne) =>
      `Informe ahora a su personal y termine a más tardar ese día el trabajo que necesita ${theseFeatures(isOne)}.`,
    meaning: {
      heading: 'Qué significa esto',
      text: ({ agency, ending, lastDay }) =>
        `Después del ${longDay(lastDay)}, nadie en ${agency} tendrá ${ending}.`,
    },
    steps: ({ lastDay }, isOne) => [
      `Averigüe quién usa ${theseFeatures(isOne)} y para qué.`,
      `Pida a esas personas que terminen ese trabajo a más tardar el ${longDay(lastDay)} y que guarden los resultados que quieran conservar.`,
      `Responda si su trabajo depende de ${theseFeatures(isOne)}. Le diremos qué opciones conocemos.`,
    ],
  },

  featuresEnded: {
    subject: ({ product, ending, lastDay }) =>
      `${product}: el último día con ${ending} fue el ${shortDay(lastDay)}`,
    ended: ({ ending, lastDay, midnightAfter }) =>
      `Su agencia tuvo ${ending} hasta ${midnightAfter(lastDay)}.`,
    please: 'Solo tiene que informar a su personal.',
    ifNot: {
      heading: 'Si algo no funciona',
      text: 'Responda si a su personal le falta algo más que eso.',
    },
  },
};
