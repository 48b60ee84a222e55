import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { bodyLimitBytes } from '../host/protocol.ts'
import type { Deps } from './deps.ts'
import type { AppEnv } from './http/env.ts'
import { frame, onlyGateway } from './http/gateway.ts'
import { onError, problem } from './http/problem.ts'
import { limitRate } from './http/rate-limit.ts'
import { identify, refuseForgery } from './http/session.ts'
import { auditRoutes } from './routes/audit.ts'
import { authRoutes } from './routes/auth.ts'
import { availabilityRoutes } from './routes/availability.ts'
import { backupRoutes } from './routes/backups.ts'
import { boardRoutes } from './routes/board.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { closureRoutes } from './routes/closures.ts'
import { cohortRoutes } from './routes/cohorts.ts'
import { costCentreRoutes } from './routes/cost-centres.ts'
import { energyRoutes } from './routes/energy.ts'
import { figuresRoutes } from './routes/figures.ts'
import { guestRequestRoutes } from './routes/guest-requests.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { instructionRoutes } from './routes/instructions.ts'
import { internalRoutes } from './routes/internal.ts'
import { jobDecisionRoutes } from './routes/job-decisions.ts'
import { jobRoutes } from './routes/jobs.ts'
import { kioskDeviceRoutes } from './routes/kiosk.ts'
import { kioskAccessRoutes } from './routes/kiosk-access.ts'
import { kioskRoutes } from './routes/kiosks.ts'
import { liveRoutes } from './routes/live.ts'
import { maintenanceRoutes } from './routes/maintenance.ts'
import { minorityRoutes } from './routes/minority.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { plugRoutes } from './routes/plugs.ts'
import { powerStopRoutes } from './routes/power-stop.ts'
import { printerPowerRoutes } from './routes/printer-power.ts'
import { printerProblemRoutes } from './routes/printer-problems.ts'
import { printerQrRoutes } from './routes/printer-qr.ts'
import { printerRoutes } from './routes/printers.ts'
import { problemRoutes } from './routes/problems.ts'
import { qualificationRoutes } from './routes/qualifications.ts'
import { reportRoutes } from './routes/reports.ts'
import { retentionRoutes } from './routes/retention.ts'
import { secondFactorRoutes } from './routes/second-factor.ts'
import { settingsRoutes } from './routes/settings.ts'
import { signatureRoutes } from './routes/signature.ts'
import { siteRoutes } from './routes/site.ts'
import { statisticsRoutes } from './routes/statistics.ts'
import { tariffRoutes } from './routes/tariffs.ts'
import { userRoutes } from './routes/users.ts'
import { waitingListRoutes } from './routes/waiting-list.ts'
import { Refused } from './services/refusal.ts'

const tooLarge = () => {
  throw new Refused('payload_too_large')
}

/** The gateway holds to the same limits; behind another one, this is the only guard. */
const limitBody = (): MiddlewareHandler<AppEnv> => (c, next) =>
  bodyLimit({ maxSize: bodyLimitBytes(c.req.method, c.req.path), onError: tooLarge })(c, next)

/** The whole API: frame, guard, identity, forgery check, then one file of routes per area. */
export const createApp = (deps: Deps) => {
  return new Hono<AppEnv>()
    .use(frame(deps))
    .route('/internal', internalRoutes())
    .use(onlyGateway(), limitBody(), identify(), limitRate(deps), refuseForgery())
    .onError(onError)
    .notFound((c) => problem(c, new Refused('not_found')))
    .route('/api', siteRoutes())
    .route('/api/audit', auditRoutes())
    .route('/api/auth', authRoutes())
    .route('/api/auth/second-factor', secondFactorRoutes())
    .route('/api/backups', backupRoutes())
    .route('/api/board', boardRoutes())
    .route('/api/jobs', jobRoutes())
    .route('/api/jobs', jobDecisionRoutes())
    .route('/api/kiosks', kioskRoutes())
    .route('/api/kiosk', kioskDeviceRoutes())
    .route('/api/kiosk-access', kioskAccessRoutes())
    .route('/api/guest-requests', guestRequestRoutes())
    .route('/api/live', liveRoutes())
    .route('/api/plugs', powerStopRoutes())
    .route('/api/plugs', plugRoutes())
    .route('/api/notifications', notificationRoutes())
    .route('/api/printers', printerRoutes())
    .route('/api/printers', printerPowerRoutes())
    .route('/api/printers', printerProblemRoutes())
    .route('/api/incidents', incidentRoutes())
    .route('/api/energy', energyRoutes())
    .route('/api/tariffs', tariffRoutes())
    .route('/api/availability', availabilityRoutes())
    .route('/api/calendar', calendarRoutes())
    .route('/api/closures', closureRoutes())
    .route('/api/cost-centres', costCentreRoutes())
    .route('/api/printers', printerQrRoutes())
    .route('/api/qualifications', qualificationRoutes())
    .route('/api/instructions', instructionRoutes())
    .route('/api/waiting-list', waitingListRoutes())
    .route('/api/retention', retentionRoutes())
    .route('/api/reports', reportRoutes())
    .route('/api', problemRoutes())
    .route('/api/maintenance', maintenanceRoutes())
    .route('/api/statistics', statisticsRoutes())
    .route('/api/figures', figuresRoutes())
    .route('/api', signatureRoutes())
    .route('/api/settings', settingsRoutes())
    .route('/api/users', userRoutes())
    .route('/api/users', minorityRoutes())
    .route('/api/cohorts', cohortRoutes())
}

/** For the typed client of the portal. */
export type App = ReturnType<typeof createApp>
