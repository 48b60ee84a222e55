import { chromiumPath } from './browser.ts'

/** Once before all tests: two that unpack the browser at the same time start each other's half of it. */
export default async (): Promise<void> => {
  await chromiumPath(process.env.MYP_CHROMIUM)
}
