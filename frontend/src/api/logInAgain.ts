/** Joins the end of a session under somebody's hands with the dialog that opens another one in its place. */
import type { EndReason } from "./session";

/** Settles with whether there is a session of the same user again. */
type Asker = (reason: EndReason) => Promise<boolean>;

/** After these the same person goes on; after the others someone else may sit there, or owes more than a log-in. */
const GOING_ON: ReadonlySet<EndReason> = new Set(["expired", "ended", "password_changed", "superseded"]);

let asker: Asker | undefined;
let underway: Promise<boolean> | undefined;

export function answerSessionEndsWith(ask: Asker): () => void {
  asker = ask;
  return () => {
    asker = undefined;
  };
}

/** Whether what is typed on the page would be lost by leaving it. */
function isUnderForm(): boolean {
  return document.querySelector("main form, [role=dialog] form") !== null;
}

/** Asks for a log-in over the page where leaving it would lose something, and says whether there was one. */
export function logInAgain(reason: EndReason): Promise<boolean> {
  if (!asker || !GOING_ON.has(reason) || !isUnderForm()) return Promise.resolve(false);
  underway ??= asker(reason).finally(() => {
    underway = undefined;
  });
  return underway;
}

/** For calls that met the end of the session: settles once it is decided how it goes on. */
export async function untilLoggedInAgain(): Promise<void> {
  await underway;
}
