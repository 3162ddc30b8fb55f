export { type Answer, call } from "./call.js";
export { ApiProblem, type Problem, problemOf, Unreachable } from "./problem.js";
export { type Reach, reachBy } from "./reach.js";
export type { components, paths } from "./schema.gen.js";
export {
  type Authenticated,
  type EndReason,
  type EnrollmentRequired,
  expiryOf,
  keepInMemory,
  type LoginOutcome,
  type Session,
  type SessionStore,
} from "./session.js";
export { createVestibule, type Settings, type Vestibule } from "./vestibule.js";
