import type { CorsFetch, Recording } from "../exchange.ts";
import type { Question } from "./questions.ts";

/** One question, with the recording of the server's responses to it. */
export interface AnsweredQuestion {
  readonly question: Question;
  readonly fetch: CorsFetch;
  readonly recording: Recording;
  /** True when the preflight passed and the question did not ask for the actual request. */
  readonly preflightOnly: boolean;
}
