// What recognizes servers, reasons, look-alikes and notes. It is a chunk of its own, which the panel loads beside its own code.

export { recognition } from "../../src/index.ts";
