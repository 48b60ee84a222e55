import type { Failure, FailureKind } from './protocol.ts'

type Text = { de: string; en: string }

/** What each failure means and what to do, for a trainer who stands in front of the plug. */
const explanations: Record<FailureKind, { message: Text; advice: Text }> = {
  no_answer_yet: {
    message: {
      de: 'Die Steckdose wurde noch nicht erreicht.',
      en: 'The plug has not been reached yet.',
    },
    advice: {
      de: 'Einige Sekunden warten; die erste Abfrage läuft.',
      en: 'Wait some seconds; the first query is under way.',
    },
  },
  refused: {
    message: {
      de: 'Die Steckdose ist im Netz, nimmt aber keine Verbindung an.',
      en: 'The plug is on the network but accepts no connection.',
    },
    advice: {
      de: 'Nach einem Stromausfall kann das mit neuer Firmware bis zu 9 Minuten dauern; sie wird laufend geweckt. Hält es länger an: Adresse prüfen, Steckdose kurz ziehen.',
      en: 'After a power cut newer firmware may need up to 9 minutes; it is being woken. If it lasts: check the address, unplug it for a moment.',
    },
  },
  timeout: {
    message: {
      de: 'Die Steckdose antwortet nicht.',
      en: 'The plug does not answer.',
    },
    advice: {
      de: 'Hat sie Strom? Leuchtet die WLAN-Anzeige? Stimmt die Adresse? WLAN-Empfang am Standort prüfen.',
      en: 'Does it have power? Is its Wi-Fi light on? Is the address right? Check the Wi-Fi reception there.',
    },
  },
  third_party_disabled: {
    message: {
      de: 'Die Steckdose lässt fremde Programme nicht zu.',
      en: 'The plug does not admit third-party programs.',
    },
    advice: {
      de: 'In der Tapo-App unter „Ich > Dienste von Drittanbietern“ die Drittanbieter-Kompatibilität aus- und wieder einschalten.',
      en: 'In the Tapo app under "Me > Third-Party Services" switch Third-Party Compatibility off and on again.',
    },
  },
  auth_failed: {
    message: {
      de: 'Die Steckdose gehört zu einem anderen Tapo-Konto.',
      en: 'The plug belongs to another Tapo account.',
    },
    advice: {
      de: 'Konto und Passwort in der Konfiguration der Brücke prüfen (Groß- und Kleinschreibung der E-Mail zählt). Nach einer Passwortänderung die Steckdose in der App einmal online bringen oder neu hinzufügen.',
      en: 'Check account and password in the bridge configuration (the case of the e-mail address matters). After a change of password bring the plug online once in the app, or add it again.',
    },
  },
  clock_unset: {
    message: {
      de: 'Die Uhr der Steckdose ist nicht gestellt; Energie und Countdown fehlen.',
      en: "The plug's clock is not set; energy and countdown are missing.",
    },
    advice: {
      de: 'Die Uhr wird beim nächsten Verbinden gestellt. Hält es an: Steckdose kurz ziehen.',
      en: 'The clock is set at the next connection. If it lasts: unplug it for a moment.',
    },
  },
  rate_limited: {
    message: {
      de: 'Die Steckdose bekommt zu viele Anfragen.',
      en: 'The plug gets too many requests.',
    },
    advice: {
      de: 'Andere Programme beenden, die dieselbe Steckdose abfragen (Tapo-App, Home Assistant).',
      en: 'End other programs that query the same plug (Tapo app, Home Assistant).',
    },
  },
  session_stolen: {
    message: {
      de: 'Ein anderes Programm meldet sich an derselben Steckdose an und verdrängt uns.',
      en: 'Another program signs in at the same plug and displaces us.',
    },
    advice: {
      de: 'Nur ein Programm darf die Steckdose steuern: Tapo-App schließen, andere Hausautomation trennen.',
      en: 'Only one program may control the plug: close the Tapo app, disconnect other home automation.',
    },
  },
  protocol: {
    message: {
      de: 'Die Steckdose antwortet unverständlich oder bricht ab.',
      en: 'The plug answers unintelligibly or breaks off.',
    },
    advice: {
      de: 'Es wird weiter versucht. Hält es an: Steckdose kurz ziehen und die Firmware-Version prüfen.',
      en: 'It is being tried again. If it lasts: unplug it for a moment and check the firmware version.',
    },
  },
  not_a_tapo: {
    message: {
      de: 'Unter dieser Adresse antwortet keine Tapo-Steckdose.',
      en: 'What answers at this address is no Tapo plug.',
    },
    advice: {
      de: 'Adresse prüfen; im Router der Steckdose eine feste Adresse geben. Sehr alte Firmware (vor 1.2.3) in der App aktualisieren.',
      en: 'Check the address; give the plug a fixed address in the router. Update very old firmware (before 1.2.3) in the app.',
    },
  },
  not_switched: {
    message: {
      de: 'Die Steckdose hat den Befehl angenommen, aber nicht geschaltet.',
      en: 'The plug accepted the command but did not switch.',
    },
    advice: {
      de: 'Überlast oder Überhitzung? Gerät ausschalten, Steckdose am Taster schalten und ansehen.',
      en: 'Overload or overheating? Turn the machine off, press the button of the plug and look.',
    },
  },
}

/** @param since epoch milliseconds at which it began */
export const explain = (kind: FailureKind, since: number): Failure => ({ kind, ...explanations[kind], since })
