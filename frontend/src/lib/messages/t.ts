import { en, type Messages } from "./en";

/** The catalogue in use. Further languages are chosen here, before the first page is drawn. */
export const t: Messages = en;
