import { type Trial, unique } from "../../src/index.ts";
import type { HeaderRule } from "../host/header-rules.ts";

/** The trial as a header rule for requests in this tab, from pages of the trial's host, to exactly the trial's server. */
export function toHeaderRule(trial: Trial, tabId: number): HeaderRule {
  const { server, page, methods, resourceTypes, headers } = trial;
  const types = resourceTypes.map((type) => (elementTypes.includes(type) ? type : "xmlhttprequest"));
  const ruleMethods = methods
    .map((method) => method.toLowerCase())
    .map((method) => (supportedMethods.includes(method) ? method : "other"));
  return {
    action: {
      type: "modifyHeaders",
      responseHeaders: headers.map(({ name, value }) => ({ header: name, operation: "set", value })),
    },
    condition: {
      tabIds: [tabId],
      // An origin contains none of the filter's special characters.
      urlFilter: `|${server}/`,
      initiatorDomains: [new URL(page).hostname],
      requestMethods: unique([...ruleMethods, "options"]),
      resourceTypes: unique(types),
    },
  };
}

const elementTypes = ["script", "stylesheet", "image", "font", "media"];

/** The methods that `declarativeNetRequest` knows by name. */
const supportedMethods = ["connect", "delete", "get", "head", "options", "patch", "post", "put"];
