// The Spanish words of the forms.
import type { forms as english } from './en-forms.ts';

export const forms: typeof english = {
  forms: {
    accept: {
      link: 'Aceptar las condiciones',
      text: (agency) =>
        `Lea arriba lo que incluye el acuerdo. Si ${agency} lo acepta, elija el primer día y pulse el botón.`,
      alone: 'Su agencia no está obligada a aceptar. Si nadie acepta, nada empieza.',
      button: 'Aceptar las condiciones',
      done: 'Las condiciones están aceptadas',
      doneText: (day, names) =>
        `El período de vigencia empieza el ${day}.${names && ` Cuando el acceso esté disponible, recibirán un aviso: ${names}.`}`,
    },
    decline: {
      link: 'No lo deseamos',
      text: (agency) =>
        `Si ${agency} no desea lo que se ofrece, indíquelo aquí: entonces nada empieza, y nadie recibe más recordatorios.`,
      alone: 'Si su agencia lo desea más adelante, puede pedirlo de nuevo.',
      button: 'No lo deseamos',
      done: 'Las condiciones están rechazadas',
      doneText: 'El acuerdo queda retirado y nada empieza. Gracias por la respuesta.',
    },
    answer: {
      link: 'Indicar si su agencia renueva o no',
      text: (agency) =>
        `¿Desea ${agency} renovar? Las dos respuestas son válidas, y el acuerdo no se renueva automáticamente.`,
      alone:
        'Hasta que termine el período de vigencia, las personas que administran este programa pueden cambiar la respuesta si usted se lo pide.',
      button: 'Enviar esta respuesta',
      done: 'Su agencia ha respondido',
      renew: 'Deseamos renovar',
      renewHint: 'Las personas que administran este programa se encargan y le dicen qué se necesita.',
      decline: 'No deseamos renovar',
      declineHint: (day) => `El acceso sigue igual hasta el ${day} inclusive, y luego termina.`,
      asked:
        'Respuesta registrada: su agencia desea renovar. El acuerdo no está renovado hasta que un aviso lo diga.',
      renewing: 'Respuesta registrada: el acuerdo se renueva.',
      declining: (day) => `Respuesta registrada: no renovar. El último día con acceso es el ${day}.`,
    },
    training: {
      link: 'Informar de una capacitación completada',
      text: () => '¿Quién ha completado una capacitación? Esas personas no reciben el recordatorio.',
      alone: '',
      button: 'Informar',
      done: 'Gracias. Ya consta',
      doneText: (count) =>
        count === 1
          ? 'Consta 1 persona que ha completado una capacitación.'
          : `Constan ${count} personas que han completado una capacitación.`,
    },
    acknowledge: {
      link: 'Confirmar que recibió el aviso',
      text: () => 'Confirme que recibió el aviso. Con eso no acepta nada.',
      alone: '',
      button: 'Recibí el aviso',
      done: 'Gracias. Consta que se recibió el aviso',
      doneText: '',
    },
    contact: {
      link: 'Indicar otra persona de contacto',
      text: () =>
        '¿Quién más debe recibir los avisos o hacerse cargo en lugar de otra persona? Desde ahora esta persona los recibe y también tiene acceso.',
      alone:
        'Si escribe su propia dirección, lo que escriba aquí reemplaza lo que está registrado sobre usted.',
      button: 'Agregar a esta persona',
      done: 'Las personas de contacto registradas',
      doneText: (names) => `Las personas de contacto de su agencia son ahora: ${names}.`,
    },
    pace: {
      link: 'Elegir cuántos avisos recibe',
      text: () => '¿Qué avisos desea recibir? Esto vale solo para su propio correo.',
      alone: '',
      button: 'Guardar',
      done: 'Los avisos que recibe',
      all: 'Todos los avisos',
      allHint: 'Fechas, recordatorios y lo que ha ocurrido.',
      decisions: 'Solo lo que requiere una decisión',
      decisionsHint: 'Condiciones por aceptar, la renovación, fechas límite y quién se hace cargo.',
    },
    leave: {
      link: 'Esto ya no me corresponde',
      text: () =>
        'Usted deja de ser persona de contacto y no recibe más avisos. Se pregunta a las demás personas de contacto y a quienes administran este programa quién se hace cargo.',
      alone: 'Si sabe quién se hace cargo, indique antes a esa persona.',
      button: 'Quitarme de las personas de contacto',
      done: 'Usted ya no es persona de contacto',
      doneText:
        'No recibirá más avisos sobre este acuerdo. Se pregunta a las demás personas quién se hace cargo. Gracias.',
      doneLast:
        'No recibirá más avisos sobre este acuerdo. No hay otra persona de contacto: las personas que administran este programa se encargan de que alguien se haga cargo. Gracias.',
    },
    link: {
      link: 'Recibir un enlace nuevo',
      text: (address) => `Lo enviamos a la dirección que tenemos de usted: ${address}`,
      alone: '',
      button: 'Enviarme un enlace nuevo',
      done: 'Un enlace nuevo está en camino',
      doneText: (address) =>
        `Va a ${address}. Se envía un enlace por hora; si no lo encuentra, revise la carpeta de correo no deseado.`,
      sent: 'Se envió un enlace nuevo hace menos de una hora',
      sentText: (address) =>
        `Se envió a ${address}. Si no lo encuentra, revise la carpeta de correo no deseado; una hora después se puede enviar otro.`,
    },
  },

  fields: {
    startsOn: 'Primer día del período de vigencia',
    startsOnHint: (first, last) => `Desde el ${first} hasta el ${last} inclusive`,
    answer: 'Respuesta de su agencia',
    reason: 'Por qué no (opcional)',
    name: 'Nombre completo',
    email: 'Dirección de correo electrónico',
    emailHint: (domains) =>
      `Una dirección en ${domains} o en sus subdominios. Para cualquier otra, responda a uno de nuestros avisos`,
    roles: 'De qué se encarga esta persona',
    language: 'Idioma de los avisos',
    pace: 'Avisos que recibe',
    people: 'Direcciones de correo de quienes la han completado',
    peopleHint: (domains) => `Una en cada línea, 50 como máximo, todas en ${domains} o en sus subdominios`,
    training: 'Qué capacitación (opcional)',
  },
  roles: {
    owner: 'El acuerdo en su conjunto (responsable)',
    contracting: 'Contrataciones',
    technical: 'Asuntos técnicos',
    executive: 'Dirección: se le pregunta cuando nadie más responde',
  },
  languages: { en: 'English (inglés)', es: 'Español' },

  errorHeading: 'Revise esto, por favor',
  errorTitle: 'Error: ',
  errors: {
    startsOn: 'Elija un primer día dentro del plazo indicado',
    answer: 'Elija una de las dos respuestas',
    reason: 'Escriba el motivo en una línea de 200 caracteres como máximo y sin marcas invisibles',
    name: 'Escriba un nombre, en una línea de 200 caracteres como máximo y sin marcas invisibles',
    email:
      'Escriba una dirección de correo electrónico de su agencia. Para cualquier otra, responda a uno de nuestros avisos: las personas que administran este programa agregan a esa persona',
    taken:
      'Esta dirección ya es de una persona de contacto, que puede cambiar sus datos con un enlace suyo; usted también puede responder a cualquiera de nuestros avisos',
    roles: 'Elija al menos una opción',
    language: 'Elija un idioma',
    pace: 'Elija qué avisos desea recibir',
    people:
      'Escriba al menos una dirección de correo de su agencia, cada una en su propia línea, y 50 como máximo',
    training: 'Escriba la capacitación en una línea de 200 caracteres como máximo y sin marcas invisibles',
  },
};
