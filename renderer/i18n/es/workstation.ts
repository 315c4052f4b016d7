import type { workstation as english } from '../en/workstation.ts'

/** Las frases de la propia estación: bloqueo, inscripción, su almacén local y la salida. */
export const workstation: typeof english = {
  lock: {
    title: 'Bloqueada',
    text: 'Las decisiones tomadas siguen saliendo. Lo que tenía reservado quedó libre.',
    textIdle: 'Nadie usó esta estación durante un rato.',
    unlock: 'Desbloquear',
    now: 'Bloquear',
    other: 'Entra otra persona',
    back: 'Volver a {{name}}',
    switchHint: 'La sesión de {{name}} se cierra cuando usted entra. Lo que espera se guarda.',
    after: 'Bloquear sin uso',
    never: 'Nunca',
    afterHint: 'Sin tecla ni ratón. Las decisiones siguen saliendo; lo reservado queda libre.',
  },
  enrol: {
    title: 'Inscribir esta estación',
    text: 'La administración del centro genera un código que sirve una vez. Une este equipo al centro.',
    code: 'Código de inscripción',
    codeHint: 'Dieciséis letras y cifras, como 7KQD-2MPW-9XTR-4HJB',
    submit: 'Inscribir',
    open: 'Inscribir esta estación',
    openAgain: 'Inscribirla de nuevo',
    cancel: 'Volver a la entrada',
    enrolled: 'Inscrita como {{name}}',
    not: 'Sin inscribir',
  },
  trouble: {
    workstation_revoked: {
      title: 'La administración revocó esta estación',
      text: 'Se borró todo lo que guardaba del centro, primero su clave. Lo que no se había enviado se perdió con ello. Para volver a trabajar aquí, pida un código de inscripción.',
    },
    cache_unreadable: {
      title: 'No se pueden leer los archivos locales',
      text: 'La clave de esta estación no les corresponde: fue sustituida o los archivos vienen de otro equipo. Si puede reponer la clave correcta, hágalo e inténtelo de nuevo. Si no, los archivos se apartan y la cola se trae de nuevo; las decisiones que contienen sin enviar quedan en ellos.',
    },
    outbox_unreadable: {
      title: 'El archivo de decisiones en espera está dañado',
      text: 'No se pueden leer decisiones que no se habían enviado. Aparte el archivo para seguir trabajando; se conserva para quien cuida este equipo. Avise a su supervisión para revisar lo último que se decidió.',
    },
    cache_in_use: {
      title: 'Otro Sallyport usa estos archivos',
      text: 'Ya está abierto en este equipo, quizá por otra cuenta. Ciérrelo e inténtelo de nuevo.',
    },
    cache_read_only: {
      title: 'Sallyport no puede escribir en su carpeta',
      text: 'Nada se podría guardar, así que nada se abre. Pida permiso de escritura a quien cuida este equipo e inténtelo de nuevo.',
    },
    disk_full: {
      title: 'El disco de este equipo está lleno',
      text: 'No se puede guardar nada hasta que haya sitio. Libere espacio e inténtelo de nuevo. Lo que decidió antes está a salvo.',
    },
    keystore_unavailable: {
      title: 'El almacén de claves de este equipo no responde',
      text: 'Guarda la clave de los archivos locales; sin él no se guarda ni se abre nada. Desbloquee el llavero o reponga el archivo de la clave y vuelva a iniciar Sallyport.',
    },
    again: 'Intentar de nuevo',
    putAside: 'Apartar los archivos y empezar de nuevo',
    putAsideSure: 'Sí, apartarlos',
    diskStrip: 'El disco de este equipo está lleno. Hasta que haya sitio, las decisiones nuevas no se guardan.',
    readOnlyStrip: 'Sallyport no puede escribir en su carpeta. Las decisiones nuevas no se guardan.',
    damagedStrip: 'La copia local está dañada y se está haciendo de nuevo.',
    repairedStrip: 'La copia local estaba dañada y se hizo de nuevo. Nada de lo que decidió se pierde.',
    storeStrip: 'El almacén local no funciona: {{problem}}',
    setAside_one: 'Un registro no se pudo leer. Se trae de nuevo por sí solo.',
    setAside_other: '{{count}} registros no se pudieron leer. Se traen de nuevo por sí solos.',
  },
  leave: {
    title_one: 'Una decisión aún no se ha enviado',
    title_other: '{{count}} decisiones aún no se han enviado',
    online:
      'Salen en unos momentos, cuando termina el plazo para deshacerlas. Su sesión se cierra en cuanto hayan salido.',
    offline: 'No hay línea. Se guardan cifradas en este equipo y salen cuando usted vuelva a entrar.',
    wait: 'Cerrar sesión cuando salgan',
    now: 'Cerrar sesión ya y guardarlas',
  },
  erase: {
    open: 'Borrar los datos de esta estación',
    title: '¿Borrar todo lo que guarda esta estación?',
    text: 'La copia del centro, las decisiones en espera de todas las personas que trabajan aquí, la clave y la inscripción. En el servicio central no cambia nada.',
    waiting: 'Decisiones suyas sin enviar: {{count}}. Se perderían.',
    submit: 'Borrar todo',
  },
}
