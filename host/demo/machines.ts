/** The six printers of the demo workshop, each behind an emulated plug. */
export const MACHINES = [
  {
    id: 'prusa-mk4s-1',
    name: 'Prusa MK4S – Nord',
    manufacturer: 'Prusa',
    model: 'MK4S',
    location: 'Raum 1.12',
  },
  {
    id: 'prusa-mk4s-2',
    name: 'Prusa MK4S – Süd',
    manufacturer: 'Prusa',
    model: 'MK4S',
    location: 'Raum 1.12',
  },
  { id: 'prusa-xl', name: 'Prusa XL', manufacturer: 'Prusa', model: 'XL', location: 'Raum 1.12' },
  { id: 'prusa-mini', name: 'Prusa MINI+', manufacturer: 'Prusa', model: 'MINI+', location: 'Raum 1.14' },
  {
    id: 'anycubic-kobra',
    name: 'Anycubic Kobra 3',
    manufacturer: 'Anycubic',
    model: 'Kobra 3',
    location: 'Raum 1.14',
  },
  {
    id: 'anycubic-photon',
    name: 'Anycubic Photon M5s',
    manufacturer: 'Anycubic',
    model: 'Photon M5s',
    location: 'Raum 1.14',
  },
] as const

/** What the jobs of the demo make. */
export const PARTS = [
  'Zahnrad Modul 2',
  'Gehäuse Sensorplatine',
  'Kabelclip 10×',
  'Spannvorrichtung Fräse',
  'Abschlussprüfung Baugruppe 3',
  'Adapter Absaugung',
  'Griffschale links',
  'Handyhalter Übungsteil',
  'Lagerbock',
  'Schlüsselanhänger Tag der offenen Tür',
  'Ersatzteil Förderband',
  'Prototyp Klemme v4',
] as const
