import createClient from "openapi-fetch";
import { reach } from "./reach";
import type { paths } from "./schema.gen";

/** For calls that need no session, and must never refresh one. */
export const publicClient = createClient<paths>({ baseUrl: window.location.origin, fetch: reach });
