import { t } from "./messages/t";

let title: string | undefined;
let hasError = false;

export function setPageTitle(pageTitle: string, portalName: string): void {
  title = `${pageTitle} – ${portalName}`;
  write();
}

/** Lets the title begin with "Error: " while a form shows a fault. */
export function markPageTitle(error: boolean): void {
  hasError = error;
  write();
}

function write(): void {
  const told = title ?? t.portalName;
  document.title = hasError ? t.errorTitle(told) : told;
}
