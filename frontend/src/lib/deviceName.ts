import { t } from "./messages/t";

/** The service calls a device by browser and system, as in "Firefox on Linux". */
const BROWSER_ON_SYSTEM = /^(.+) on (.+)$/;

/** What the service calls a device, in the reader's language; a name of another form stays as it is. */
export function deviceName(told: string | null | undefined): string {
  if (!told || told === "Unknown device") return t.device.unknown;
  const [, browser, system] = BROWSER_ON_SYSTEM.exec(told) ?? [];
  return browser && system ? t.device.browserOn(browser, system) : told;
}
