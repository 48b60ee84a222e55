/** The people of the demo workshop. The first five are the accounts to sign in with. */
export const PEOPLE = [
  { username: 'admin', role: 'admin', displayName: 'Andrea Admin' },
  { username: 'ausbilder', role: 'trainer', displayName: 'Jürgen Brandt' },
  { username: 'azubi', role: 'apprentice', displayName: 'Lea Winkler' },
  { username: 'azubi2', role: 'apprentice', displayName: 'Emre Yıldız' },
  { username: 'gast', role: 'guest', displayName: 'Gast Werkstatt' },
  { username: 'm.hoffmann', role: 'trainer', displayName: 'Miriam Hoffmann' },
  { username: 'j.kowalski', role: 'apprentice', displayName: 'Jan Kowalski' },
  { username: 's.nguyen', role: 'apprentice', displayName: 'Sophie Nguyen' },
  { username: 't.krueger', role: 'apprentice', displayName: 'Tim Krüger' },
  { username: 'a.petrova', role: 'apprentice', displayName: 'Alina Petrova' },
  { username: 'l.fischer', role: 'apprentice', displayName: 'Luca Fischer' },
  { username: 'h.oezdemir', role: 'apprentice', displayName: 'Hatice Özdemir' },
] as const

/** Who books in the demo's history. */
export const MAKERS = PEOPLE.filter(({ role }) => role === 'apprentice' || role === 'trainer').map(
  ({ username }) => username,
)
