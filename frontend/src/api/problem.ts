export { ApiProblem, problemOf, Unreachable } from "@vestibule/client";
