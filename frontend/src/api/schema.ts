export type { components, paths } from "@vestibule/client";
