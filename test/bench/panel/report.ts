/** Prints one figure. */
export type Report = (what: string, value: string) => void;
