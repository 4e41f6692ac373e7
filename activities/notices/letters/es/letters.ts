// The Spanish words of each kind of notice. Only what the agreement and its offer state: no price, term or clause of our own.
import type { Letters } from '../edition.ts';
import { capitalized, daysUntil, endingFirst, helpOf } from '../facts.ts';
import { correction, deadline, deadlineMissed } from './dates.ts';
import {
  contactWanted,
  freshLink,
  terms,
  trainingChanged,
  trainingReminder,
  withdrawn,
} from './onboarding.ts';
import {
  countdown,
  isOneFeature,
  listed,
  longDay,
  shortDay,
  spokenPeriod,
  spokenPrice,
  timeLeft,
} from './phrases.ts';
import { accessEnded, graceBegan, renewal, renewalAsked } from './renewal.ts';
import { accountsAreOff, given, theDecision, whatStays, whatYouHave, why } from './sections.ts';

export const letters: Letters = {
  welcome: (facts) => {
    const { agency, product, brief, termLastDay, said } = facts;
    const { price } = brief.term;
    const first = endingFirst(facts);
    const sooner = first
      ? ` ${capitalized(listed(first.names.map(said)))}: solo hasta el ${longDay(first.lastDay)} inclusive.`
      : '';
    return {
      subject: `${product}: le damos la bienvenida; estas son las fechas importantes`,
      lead: [
        `${agency} tiene ${product} desde el ${longDay(brief.term.startsOn)} hasta el ${longDay(termLastDay)} inclusive.${sooner}`,
        first
          ? 'Informe a su personal sobre qué funciones tendrá durante todo el período de vigencia y cuáles terminan antes.'
          : 'Informe a su personal de que ya puede empezar y hasta cuándo.',
      ],
      sections: [
        whatYouHave(facts),
        {
          heading: 'Qué debe hacer',
          steps: [
            `Reenvíe este aviso a las personas que usarán ${product}.`,
            'Anote las fechas de arriba y téngalas en cuenta en sus planes.',
            'Revise los nombres de abajo. Responda si otra persona debe recibir estos avisos.',
          ],
        },
        ...(price
          ? [{ heading: 'Cuánto cuesta', list: [`En este período de vigencia: ${spokenPrice(price)}`] }]
          : []),
        ...given(`A qué se compromete ${brief.vendor}`, brief.assurances, facts),
        ...given('Ayuda incluida', brief.support, facts),
      ],
    };
  },

  training: (facts) => {
    const { agency, product, nextSession } = facts;
    return {
      subject: `${product}: capacitación y ayuda para su personal`,
      lead: [
        `${product} incluye capacitación y otros tipos de ayuda para ${agency}.${nextSession ? ` La próxima sesión empieza el ${nextSession}.` : ''}`,
        'Elija quién debe participar y reenvíele este aviso.',
      ],
      sections: [
        ...given('Qué se ofrece', helpOf(facts), facts),
        {
          heading: 'Qué debe hacer',
          steps: [
            `Elija a las personas que usan o van a usar ${product}.`,
            'Reenvíeles este aviso.',
            'Responda si desea saber cómo inscribirse.',
          ],
        },
      ],
    };
  },

  community: (facts) => ({
    subject: `${facts.product}: conozca a otras personas del gobierno que lo usan`,
    lead: [
      `Su personal puede aprender de otras personas del gobierno que usan ${facts.product}.`,
      'Reenvíe este aviso a quienes deseen unirse. Cada persona decide si se une.',
    ],
    sections: [
      ...given('Qué se ofrece', facts.brief.community, facts),
      {
        heading: 'Qué debe hacer',
        steps: ['Reenvíe este aviso a su personal.', 'Responda si desea saber cómo unirse.'],
      },
    ],
  }),

  'features-ending': (facts) => {
    const { product, agency, ending, lastDay, daysLeft, midnightAfter } = facts;
    const theseFeatures = isOneFeature(facts) ? 'esta función' : 'estas funciones';
    return {
      subject: `${product}: ${countdown(daysLeft, `con ${ending}`)}`,
      lead: [
        `Su agencia tiene ${ending} hasta ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
        `Informe ahora a su personal y termine a más tardar ese día el trabajo que necesita ${theseFeatures}.`,
      ],
      sections: [
        {
          heading: 'Qué significa esto',
          paragraphs: [`Después del ${longDay(lastDay)}, nadie en ${agency} tendrá ${ending}.`],
        },
        whatStays(facts),
        {
          heading: 'Qué debe hacer',
          steps: [
            `Averigüe quién usa ${theseFeatures} y para qué.`,
            `Pida a esas personas que terminen ese trabajo a más tardar el ${longDay(lastDay)} y que guarden los resultados que quieran conservar.`,
            `Responda si su trabajo depende de ${theseFeatures}. Le diremos qué opciones conocemos.`,
          ],
        },
      ],
    };
  },

  'features-ended': (facts) => {
    const { product, ending, lastDay, midnightAfter } = facts;
    return {
      subject: `${product}: el último día con ${ending} fue el ${shortDay(lastDay)}`,
      lead: [
        `Su agencia tuvo ${ending} hasta ${midnightAfter(lastDay)}.`,
        'Solo tiene que informar a su personal.',
      ],
      sections: [
        whatStays(facts),
        {
          heading: 'Si algo no funciona',
          paragraphs: ['Responda si a su personal le falta algo más que eso.'],
        },
      ],
    };
  },

  renewed: (facts) => {
    const { product, agency, brief, renewal } = facts;
    return {
      subject: `${product}: el acuerdo se renovó`,
      lead: [
        `${agency} renovó ${product}. El próximo período de vigencia empieza el ${longDay(brief.term.endsOn)}, inmediatamente después del actual.`,
        'No tiene que hacer nada. El acceso continúa sin interrupción.',
      ],
      sections: [
        {
          heading: 'El próximo período de vigencia',
          list: [
            `Empieza el ${longDay(brief.term.endsOn)}`,
            `Dura ${spokenPeriod(renewal?.length)}`,
            `Precio: ${renewal?.price ? spokenPrice(renewal.price) : 'el que figura en la orden de su agencia'}`,
          ],
        },
        ...theDecision(facts),
      ],
    };
  },

  'term-began': ({ product, agency, brief, termLastDay }) => ({
    subject: `${product}: el acuerdo se renovó`,
    lead: [
      `${agency} tiene ${product} por otro período de vigencia, desde el ${longDay(brief.term.startsOn)} hasta el ${longDay(termLastDay)} inclusive.`,
      'No tiene que hacer nada. El acceso continúa sin interrupción.',
    ],
    sections: [],
  }),

  declined: (facts) => ({
    subject: `${facts.product}: no se renovará; hay acceso hasta el ${shortDay(facts.termLastDay)}`,
    lead: [
      `${facts.agency} decidió no renovar ${facts.product}. El acceso termina con el período de vigencia, a ${facts.midnightAfter(facts.termLastDay)}.`,
      'Informe a su personal y pídale que guarde a más tardar ese día lo que quiera conservar.',
    ],
    sections: [
      ...theDecision(facts),
      {
        heading: 'Hasta entonces',
        paragraphs: [
          `Nada cambia antes de que termine el período de vigencia. ${timeLeft(daysUntil(facts.today, facts.termLastDay))}`,
          'Responda antes de ese día si esta decisión fue un error.',
        ],
      },
    ],
  }),

  suspended: (facts) => ({
    subject: `${facts.product}: acceso suspendido`,
    lead: [
      `El acceso a ${facts.product} para ${facts.agency} está suspendido desde el ${longDay(facts.happenedOn)}. Por ahora, su personal no puede usarlo.`,
      'Solo tiene que informar a su personal. Le escribiremos cuando el acceso vuelva a estar disponible.',
    ],
    sections: [
      ...why(facts.brief.reason),
      {
        heading: 'Lo que sigue en pie',
        paragraphs: [
          `Las fechas no cambian, a menos que un aviso indique otra cosa. El último día del período de vigencia es el ${longDay(facts.termLastDay)}.`,
        ],
      },
      accountsAreOff(),
    ],
  }),

  reinstated: (facts) => ({
    subject: `${facts.product}: el acceso está disponible de nuevo`,
    lead: [
      `${facts.agency} puede usar ${facts.product} de nuevo desde el ${longDay(facts.today)}.`,
      'Informe a su personal y revise las fechas de abajo: es posible que hayan cambiado.',
    ],
    sections: [
      whatYouHave(facts),
      {
        heading: 'El período de vigencia',
        paragraphs: [`Termina a ${facts.midnightAfter(facts.termLastDay)}.`],
      },
      ...why(facts.brief.reason),
    ],
  }),

  terminated: (facts) => ({
    subject: `${facts.product}: se puso fin al acuerdo`,
    lead: [
      `El ${longDay(facts.happenedOn)} se puso fin al acuerdo sobre ${facts.product} para ${facts.agency}. El acceso termina con él.`,
      `Solo tiene que informar a su personal de que ya no puede usar ${facts.product}.`,
    ],
    sections: [...why(facts.brief.reason), accountsAreOff()],
  }),

  renewal,
  'renewal-asked': renewalAsked,
  'access-ended': accessEnded,
  'grace-began': graceBegan,
  correction,
  deadline,
  'deadline-missed': deadlineMissed,
  terms,
  withdrawn,
  'training-changed': trainingChanged,
  'training-reminder': trainingReminder,
  'contact-wanted': contactWanted,
  link: freshLink,
};
