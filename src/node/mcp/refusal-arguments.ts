import { z } from "zod";

/** The number of a refusal, as an argument of a tool. */
export const refusalNumber = z
  .int()
  .positive()
  .optional()
  .describe("Number of the refusal in the report; may be left out where there is one only");

/** The number of a run, as an argument of a tool. */
export const runNumber = z
  .int()
  .positive()
  .optional()
  .describe("Number of the run in the report; default: the last run");
