// Puppeteer itself has these types too, because it depends on puppeteer-core.
import type { Page } from "puppeteer-core";

/** What `cors-panel check --flow` gives to a flow. */
export interface FlowContext {
  /** The page of Puppeteer: at the URL of the command line, or empty where none is given. */
  readonly page: Page;
  /** Runs an action under a name, which the message of an error contains, and returns the action's result. */
  readonly step: <Result>(name: string, action: () => Result | Promise<Result>) => Promise<Result>;
}

/** A user's way through a site: the default export of a file for `cors-panel check --flow`. */
export type Flow = (context: FlowContext) => unknown;

/** Returns the flow itself, typed for editors. */
export function defineFlow(flow: Flow): Flow {
  return flow;
}
