import { createVestibule } from "@vestibule/client";
import { untilLoggedInAgain } from "./logInAgain";
import * as tab from "./session";

const LOCK = "vestibule-refresh";

const vestibule = createVestibule({
  baseUrl: window.location.origin,
  transport: "cookie",
  session: {
    current: tab.currentSession,
    begin: (outcome) => {
      const before = tab.currentSession()?.userId;
      // Someone else logged in by another tab, so what this one shows is not theirs.
      if (before !== undefined && before !== outcome.user.id) tab.endSession("other_user");
      else tab.beginSession(outcome);
    },
    beginEnrollment: tab.beginEnrollmentSession,
    renew: tab.renewAccessToken,
    end: tab.endSession,
    // Where the session is over and a log-in is asked for over the page, the call waits for it.
    settled: untilLoggedInAgain,
  },
  // One exchange at a time, in all tabs: they share the cookie.
  exclusively: async (exchange) => {
    await navigator.locks.request(LOCK, exchange);
  },
});

/** For calls in the running session. */
export const client = vestibule.client;

/** For calls that need no session, and must never refresh one. */
export const publicClient = vestibule.open;

/** Exchanges the refresh cookie for an access token. Afterwards there is a session, or there is none. */
export const refreshSession = vestibule.refresh;
