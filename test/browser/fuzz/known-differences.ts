import type { RandomCase } from "../random-cases.ts";

/** A kind of fetch in which a browser does not do what the Fetch standard says, or what its recording could show. */
export interface KnownDifference {
  readonly engines: readonly ("chromium" | "firefox" | "webkit")[];
  /** What the browser does. */
  readonly reason: string;
  /**
   * What cannot be compared: whether the fetch passes by the standard, the browser's name of the refusal, whether a preflight
   * or the actual request was refused, or whether the product lists the redirected requests as one fetch.
   */
  readonly hides: "outcome by standard" | "name" | "step" | "redirect";
  readonly concerns: (fetch: RandomCase) => boolean;
}

/** What was measured and explained. Whether a fetch passed is compared with the product in all of them. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    engines: ["chromium"],
    reason: "Chromium takes old client hints that the page sets for safe, so it sends no preflight for them.",
    hides: "outcome by standard",
    concerns: ({ headers }) => ["save-data", "dpr", "ect"].some((name) => name in headers),
  },
  {
    engines: ["chromium"],
    reason: "Chromium sends no preflight for a `User-Agent` that the page sets.",
    hides: "outcome by standard",
    concerns: ({ headers }) => "user-agent" in headers,
  },
  {
    engines: ["firefox", "webkit"],
    reason:
      "The oracle takes an empty `Location` for an absent one, as Chromium does. Firefox follows it to the same URL until it gives up, and WebKit fails.",
    hides: "outcome by standard",
    concerns: ({ location }) => location === "",
  },
  {
    engines: ["firefox"],
    reason:
      "Firefox's HAR links a redirect to its target by their times only. On a busy machine more than the second that the product waits for lies between them.",
    hides: "redirect",
    concerns: ({ location }) => location !== null,
  },
  {
    engines: ["firefox"],
    reason:
      "After a redirect to another origin, Firefox sends the page's origin with the preflight, and `null` with the request.",
    hides: "outcome by standard",
    concerns: ({ location }) => /^https?:/.test(location ?? ""),
  },
  {
    engines: ["firefox"],
    reason:
      "With the redirect mode `error` or `manual`, Firefox calls a redirected preflight CORSPreflightDidNotSucceed. HAR does not hold the redirect mode.",
    hides: "name",
    concerns: (fetch) => fetch.redirect !== "follow" && isPreflightRedirected(fetch),
  },
  {
    engines: ["firefox"],
    reason:
      "Firefox names no reason where it cannot open the target of a redirected preflight. The product names what else refuses that response.",
    hides: "name",
    concerns: (fetch) => isPreflightRedirected(fetch) && !/^(\/|$)/.test(fetch.preflightLocation ?? ""),
  },
  {
    engines: ["webkit"],
    reason:
      "The name is the oracle's, which takes an empty `Location` for an absent one and one that does not parse for a network error. The product calls both a redirect.",
    hides: "name",
    concerns: (fetch) => isPreflightRedirected(fetch) && /^(http:\/\/)?$/.test(fetch.preflightLocation ?? "x"),
  },
  {
    engines: ["webkit"],
    reason:
      "WebKit sends a preflight after the redirect of a request that had one, even where the new request needs none.",
    hides: "step",
    concerns: ({ location }) => Boolean(location),
  },
  {
    engines: ["webkit"],
    reason:
      "WebKitGTK sends GET after a DELETE that is redirected to another origin, whatever the status. The standard keeps the method, so the product does not see one fetch there.",
    hides: "redirect",
    concerns: ({ location, method }) => Boolean(location) && method === "DELETE",
  },
  {
    engines: ["firefox", "webkit"],
    reason:
      "With the redirect mode `manual` the page gets a redirect even where its target is forbidden. HAR does not hold the mode, so the product calls the refusal possible.",
    hides: "redirect",
    concerns: ({ location, redirect }) => Boolean(location) && redirect === "manual",
  },
];

function isPreflightRedirected({ preflightStatus, preflightLocation }: RandomCase): boolean {
  return [301, 302, 303, 307, 308].includes(preflightStatus) && preflightLocation !== null;
}
