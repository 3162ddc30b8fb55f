/** One thing that a form has to say about what was sent. */
export interface Fault {
  /** The name of the field that it belongs to; without one it is the whole form's. */
  readonly field?: string;
  readonly message: string;
  /** The wait after which trying again makes sense; the message goes away by itself then. */
  readonly waitSeconds?: number;
}

export function faultAt(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field === field)?.message;
}
