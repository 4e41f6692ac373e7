// The Spanish words of the pages: formal and plain, like those of the notices.
import { formatsIn, isFree } from '../../text/formats.ts';
import type { Words } from './en.ts';
import { forms } from './es-forms.ts';

const formats = formatsIn('es-US');
const { listed, money, spokenPeriod, zoneName } = formats;
const buyers = { agency: 'agencia', user: 'usuario' };

export const es: Words = {
  ...forms,
  longDay: (day) => formats.longDay(day).replace(',', ''),
  listed,
  zoneName,
  spokenPeriod,
  price: (amount, currency, per) =>
    isFree(amount) ? 'Sin costo' : `${money(amount, currency)}${per ? ` por ${buyers[per]}` : ''}`,
  daysLeft: (days) => (days > 1 ? `Quedan ${days} días, contando el de hoy` : 'Hoy'),

  site: 'Acuerdos OneGov',
  skip: 'Ir al contenido principal',
  title: (agency, product) => `${product} para ${agency}`,
  rehearsal: 'Esto es un ensayo. Nada cambia para su agencia.',
  yours: (name) =>
    `Esta página es para ${name}. No reenvíe su dirección: quien la tiene puede responder en nombre de su agencia.`,
  help: '¿Preguntas? Responda a cualquiera de nuestros avisos. Su respuesta llega a las personas que administran este programa.',
  helpAt: '¿Preguntas? Escriba a las personas que administran este programa:',
  back: 'Volver al acuerdo',
  inEnglish: 'Este texto solo existe en inglés.',
  promises: (vendor) => `${vendor} se compromete a lo siguiente:`,

  phases: {
    awaiting: 'Las condiciones todavía no están aceptadas. Nada empieza antes.',
    onboarding: (day) => `Se está preparando el acceso. El período de vigencia empieza el ${day}.`,
    promotional: (day) =>
      `En uso, hasta el ${day} inclusive. Algunas funciones terminan antes; vea las fechas abajo.`,
    standard: (day) => `En uso, hasta el ${day} inclusive.`,
    noEnd: {
      promotional: 'En uso, sin fecha de término. Algunas funciones terminan antes; vea las fechas abajo.',
      standard: 'En uso, sin fecha de término.',
    },
    renewal: (day) =>
      `En uso, hasta el ${day} inclusive. Su agencia debe decidir a más tardar ese día si renueva o no.`,
    asked: (day) =>
      `En uso, hasta el ${day} inclusive. Su agencia pidió la renovación, y las personas que administran este programa se encargan de ella.`,
    renewing: (day) =>
      `En uso, hasta el ${day} inclusive. Se decidió renovar: el próximo período de vigencia sigue inmediatamente.`,
    declining: (day) =>
      `En uso, hasta el ${day} inclusive. Se decidió no renovar: el acceso termina entonces.`,
    suspended: (day) => `Suspendido desde el ${day}. Por ahora, nadie puede usarlo.`,
    renewed: 'El período de vigencia terminó y empieza el próximo.',
    expired: (day) => `El período de vigencia terminó el ${day}, sin una decisión de renovar.`,
    unrenewed: (day) =>
      `El período de vigencia terminó el ${day}. Su agencia había pedido la renovación, pero no consta ninguna.`,
    declined: (day) => `El período de vigencia terminó el ${day}. Su agencia había decidido no renovar.`,
    terminated: 'Se puso fin al acuerdo antes de tiempo. Ya no hay acceso.',
    withdrawn: 'El acuerdo fue retirado antes de que empezara el acceso.',
  },

  facts: {
    heading: 'El acuerdo',
    agency: 'Agencia',
    product: 'Producto',
    term: 'Período de vigencia',
    termDays: (first, last) => `Desde el ${first} hasta el ${last} inclusive`,
    noEnd: (first) => `Desde el ${first}, sin fecha de término`,
    noEndFromChoice: 'Desde el día que elija, sin fecha de término',
    planned: (length) => `${length}, desde el día que elija`,
    price: 'Precio de este período',
    asOrdered: 'El que figura en la orden de su agencia',
    nextPrice: 'Precio del próximo período',
    nextUnknown: 'Todavía no se conoce. Lo fija la orden de su agencia y puede ser distinto del actual.',
    features: 'Incluye',
    through: (day) => `hasta el ${day} inclusive`,
    first: (length) => `durante los primeros ${length}`,
    support: 'Capacitación y ayuda',
    renewal: 'Sobre la renovación',
    contacts: 'Personas de contacto',
  },

  days: {
    heading: 'Próximas fechas',
    none: 'No hay fechas próximas.',
    zone: (zone) =>
      `Los días son los del lugar donde está la agencia (${zone}). El último día cuenta completo.`,
    'accept-by': 'Último día para aceptar las condiciones',
    starts: 'Empieza el período de vigencia',
    'features-end': (features) => `Último día con ${features}`,
    'renewal-opens': 'Desde este día su agencia puede indicar si renueva',
    deadline: (clause) => `Último día seguro para una fecha límite según ${clause}`,
    'term-ends': 'Último día del período de vigencia',
    'grace-ends': 'Último día con acceso, si nadie decide renovar',
  },

  past: {
    heading: (count) => `Qué ha ocurrido hasta ahora (${count})`,
    by: (name) => `por ${name}`,
    notice: (what) => `Aviso enviado: ${what}`,
    accepted: 'Se aceptaron las condiciones',
    'terms-declined': 'Se rechazaron las condiciones',
    'decided-renew': 'Decisión: renovar',
    'decided-decline': 'Decisión: no renovar',
    'renewal-asked': 'Se pidió la renovación',
    extended: 'Se prorrogó el período de vigencia',
    suspended: 'Se suspendió el acuerdo',
    reinstated: 'Se restableció el acuerdo',
    terminated: 'Se puso fin al acuerdo',
    'contacts-changed': 'Cambiaron las personas de contacto',
    'contact-left': 'Se retiró una persona de contacto',
    trained: 'Se informó de capacitaciones completadas',
    acknowledged: 'Se confirmó la recepción de un aviso',
    'term-began': 'Empezó un nuevo período de vigencia',
    'access-given': 'Se dio acceso',
    'features-ended': 'Se desactivaron funciones',
    'access-ended': 'Se desactivó el acceso',
  },

  notices: {
    terms: 'condiciones por aceptar',
    welcome: 'bienvenida',
    training: 'capacitación y ayuda',
    'training-reminder': 'recordatorio de la capacitación',
    community: 'comunidad de usuarios',
    'features-ending': 'pronto terminan funciones',
    'features-ended': 'terminaron funciones',
    renewal: 'decisión sobre la renovación',
    'access-ended': 'el acceso terminó',
    renewed: 'renovado',
    declined: 'no renovado',
    suspended: 'suspendido',
    reinstated: 'restablecido',
    terminated: 'fin del acuerdo',
    deadline: 'fecha límite',
    'deadline-missed': 'fecha límite vencida',
    correction: 'nueva fecha',
    'contact-wanted': 'quién se hace cargo',
    link: 'enlace nuevo',
  },

  asked: 'Qué se le pide',
  nothingAsked: 'Ahora no se le pide nada.',
  more: 'Qué más puede hacer aquí',

  newLink: {
    note: 'antes le enviamos un enlace nuevo',
    text: 'Los avisos se reenvían, y con ellos sus enlaces. Por eso se necesita un enlace nuevo, que solo usted recibe. Ábralo y podrá continuar.',
  },

  calendar: {
    link: 'Suscribirse a las fechas',
    text: 'Agregue esta dirección a su programa de calendario. Allí las fechas se actualizan por sí solas.',
    subscribe: 'Abrir en un programa de calendario',
    copy: 'O copie esta dirección, para «Agregar calendario de Internet» o una opción parecida:',
    keep: 'La dirección es solo para usted. Muestra únicamente las fechas, y con ella nadie puede responder.',
    name: (title) => `Fechas: ${title}`,
  },

  states: {
    done: { heading: 'Esto ya tiene respuesta', text: (name, day) => `De ${name}, el ${day}.` },
    changed: {
      heading: 'Las condiciones cambiaron',
      text: 'Este enlace preguntaba por condiciones que ya no son las actuales, así que ya no sirve para responder. La página muestra el acuerdo como es ahora. Con un enlace nuevo puede responder.',
    },
    expired: {
      heading: 'Este enlace venció',
      text: 'Los enlaces funcionan por un tiempo limitado, para que nadie pueda abusar de un mensaje antiguo. Podemos enviarle uno nuevo.',
      unreachable:
        'Los enlaces funcionan por un tiempo limitado, para que nadie pueda abusar de un mensaje antiguo. El correo a la dirección que tenemos de usted fue devuelto, así que no podemos enviarle allí uno nuevo. Responda a cualquiera de nuestros avisos.',
      over: 'El acuerdo terminó, y ya no hay nada que responder. Si necesita saber más, responda a cualquiera de nuestros avisos.',
    },
    former: {
      heading: 'Usted ya no es persona de contacto de este acuerdo',
      text: 'Por eso este enlace no sirve. Si es un error, pregunte a una persona de su agencia que todavía recibe los avisos, o responda a cualquiera de los nuestros.',
    },
    over: {
      heading: 'Este acuerdo terminó',
      text: 'Ya no hay nada que responder ni que confirmar.',
      open: 'Ya no hay nada que responder. Todavía puede confirmar que recibió el aviso.',
    },
    suspended: {
      heading: 'El acuerdo está suspendido',
      text: 'Por ahora no se puede responder a lo que pide este enlace. Cuando el acuerdo siga su curso, se podrá: con este enlace mientras funcione, o con uno nuevo.',
    },
  },

  problems: {
    unknown: {
      heading: 'No se encontró la página',
      text: 'No existe tal página. Si llegó por un enlace de uno de nuestros mensajes, compruebe que esté completo.',
    },
    gone: {
      heading: 'Este acuerdo no se puede mostrar',
      text: 'Ya no se conserva aquí. Responda a cualquiera de nuestros avisos si necesita saber de él.',
    },
    refused: {
      heading: 'Este enlace no sirve para eso',
      text: 'Nada ha cambiado. Vea en la página del acuerdo qué puede hacer con él.',
    },
    conflict: {
      heading: 'Eso no es posible en este momento',
      text: 'Nada ha cambiado. Puede que haya ocurrido algo desde que abrió la página: mírela otra vez.',
    },
    limit: {
      heading: 'Con los enlaces no se puede hacer más',
      text: 'Nada ha cambiado. Con los enlaces se pueden cambiar las personas de contacto unas pocas veces al día y registrar un número limitado de personas. Para lo demás, responda a cualquiera de nuestros avisos: se encargan las personas que administran este programa.',
    },
    unusable: {
      heading: 'No podemos usar lo que se envió',
      text: 'Nada ha cambiado. Regrese y vuelva a intentarlo.',
    },
    tooMany: {
      heading: 'Espere unos minutos',
      text: 'Hubo demasiadas solicitudes desde aquí. Su enlace no tiene ningún problema.',
    },
    tooManyAnswers: {
      heading: 'Espere unos minutos',
      text: 'Hubo demasiadas respuestas con sus enlaces. Este no tiene ningún problema.',
    },
    away: {
      heading: 'La página no está disponible en este momento',
      text: 'Vuelva a intentarlo en unos minutos. Si acaba de enviar una respuesta, mire primero si ya consta: es posible que se haya recibido.',
    },
    broken: {
      heading: 'Algo falló de nuestra parte',
      text: 'Vuelva a intentarlo más tarde, o responda a nuestro aviso.',
    },
  },
};
