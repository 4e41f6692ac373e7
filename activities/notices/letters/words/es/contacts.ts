// The Spanish words of the letters about contacts.
import type { Words } from '../words.ts';

export const contacts: Pick<Words['letters'], 'contactWanted' | 'link'> = {
  contactWanted: {
    subject: ({ product }) => `${product}: ¿quién se hará cargo?`,
    left: ({ agency, product }) =>
      `Una persona de contacto de ${agency} para ${product} indica que esta tarea ya no le corresponde, y no recibe más avisos.`,
    please: 'Indique quién se hará cargo.',
    steps: [
      'Averigüe quién se ocupará de este acuerdo de ahora en adelante.',
      'Indíquenos quién es, con su dirección de correo y su función. Puede ser usted.',
      'Revise abajo quién recibe todavía los avisos. Responda si debe recibirlos otra persona.',
    ],
  },

  link: {
    subject: ({ product }) => `${product}: su nuevo enlace`,
    newLink: ({ agency, product }) =>
      `Este es un nuevo enlace a la página de ${agency} sobre ${product}, como usted pidió.`,
    please: 'Úselo en lugar del anterior. Responda si usted no lo pidió.',
  },
};
