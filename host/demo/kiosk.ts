/** Opens the board on the demo's kiosk page. */
export const DEMO_KIOSK_TOKEN = 'demo-kiosk'
