/** Training takes three and a half years and begins in September. */
const FIRST_MONTH = 8

/** The cohorts in training at `now`, the youngest first. */
export const demoCohorts = (now: number) => {
  const today = new Date(now)
  const youngest = today.getUTCFullYear() - (today.getUTCMonth() < FIRST_MONTH ? 1 : 0)
  return [youngest, youngest - 1, youngest - 2].map((year, i) => ({
    id: `demo-cohort-${i + 1}`,
    name: `Lehrjahrgang ${year}`,
    ends_on: `${year + 4}-02-28`,
    created_at: now,
  }))
}

/** The people of the demo workshop, apprentices with their year. The first five are the accounts to sign in with. */
export const PEOPLE = [
  { username: 'admin', role: 'admin', displayName: 'Andrea Admin' },
  { username: 'ausbilder', role: 'trainer', displayName: 'Jürgen Brandt' },
  { username: 'azubi', role: 'apprentice', displayName: 'Lea Winkler', year: 2 },
  { username: 'azubi2', role: 'apprentice', displayName: 'Emre Yıldız', year: 1 },
  { username: 'gast', role: 'guest', displayName: 'Gast Werkstatt' },
  { username: 'm.hoffmann', role: 'trainer', displayName: 'Miriam Hoffmann' },
  { username: 'j.kowalski', role: 'apprentice', displayName: 'Jan Kowalski', year: 3 },
  { username: 's.nguyen', role: 'apprentice', displayName: 'Sophie Nguyen', year: 1 },
  { username: 't.krueger', role: 'apprentice', displayName: 'Tim Krüger', year: 2 },
  { username: 'a.petrova', role: 'apprentice', displayName: 'Alina Petrova', year: 3 },
  { username: 'l.fischer', role: 'apprentice', displayName: 'Luca Fischer', year: 1 },
  { username: 'h.oezdemir', role: 'apprentice', displayName: 'Hatice Özdemir', year: 2 },
] as const

/** Who books in the demo's history. */
export const MAKERS = PEOPLE.filter(({ role }) => role === 'apprentice' || role === 'trainer').map(
  ({ username }) => username,
)
