import createClient from "openapi-fetch";
import type { paths } from "./schema.gen";
import { reach } from "./reach";

/** For calls that need no session, and must never refresh one. */
export const publicClient = createClient<paths>({ baseUrl: window.location.origin, fetch: reach });
