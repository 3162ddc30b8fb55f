import { reachBy } from "@vestibule/client";

/** For files that are no part of the API. */
export const reach = reachBy((request) => fetch(request));
