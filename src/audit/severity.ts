import type { Reach } from "./reach.ts";

/** How much harm a finding allows: `none` for an origin that no attacker can have. */
export type Severity = "critical" | "high" | "medium" | "low" | "none";

/** From the worst to the least. */
export const severities: readonly Severity[] = ["critical", "high", "medium", "low", "none"];

/**
 * The severity of an origin that the server allows and no rule does. It depends on who can open a page of this origin,
 * and on whether that page can read responses with the visitor's cookies.
 */
export function originSeverity(reach: Reach, withCredentials: boolean): Severity {
  switch (reach) {
    case "anyone":
    case "customer":
      return withCredentials ? "critical" : "medium";
    case "network":
    case "zone":
      return withCredentials ? "high" : "low";
    case "owner":
    case "host":
      return withCredentials ? "medium" : "low";
    case "nobody":
      return "none";
  }
}
