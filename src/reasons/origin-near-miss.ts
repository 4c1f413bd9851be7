import { explainNearMisses, type NearMiss, nearMisses } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originNearMiss = defineReason({
  id: "origin-near-miss",
  title: "The allowed origin is nearly, but not exactly, the page's",
  headline: (refusal) =>
    namedMisses(refusal)
      .map((miss) => headlines[miss])
      .find((headline) => headline !== undefined) ?? "",
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (namedMisses(refusal).length === 0) return;
    const evidence = translate`${quote(allowedValue(refusal))} is allowed, ${quote(requestOrigin(refusal))} asked`;
    return { certainty: "certain", evidence, remedy: "grant" };
  },
  explain: (refusal) => {
    return explainNearMisses(namedMisses(refusal), allowedValue(refusal), requestOrigin(refusal));
  },
});

function allowedValue(refusal: RefusedFetch): string {
  return responseHeader(refusal, "Access-Control-Allow-Origin") ?? "";
}

function namedMisses(refusal: RefusedFetch): NearMiss[] {
  if (!isRefusedBy(refusal, "allow-origin-mismatch", "invalid-allow-origin")) return [];
  const value = allowedValue(refusal);
  if (value.length > 1000) return [];
  return nearMisses(value, requestOrigin(refusal)).filter((miss) => headlines[miss] !== undefined);
}

/** A headline for each near miss that no other reason explains. */
const headlines: { readonly [miss in NearMiss]?: string } = {
  "trailing-slash": "The allowed origin ends in a slash; an origin has none",
  path: "The allowed origin has a path; an origin has none",
  "letter-case": "The allowed origin is not in lower case",
  scheme: "The allowed origin and the page differ in http and https",
  port: "The allowed origin and the page differ in the port",
  "default-port": "The allowed origin spells out the default port; browsers leave it out",
  www: "The allowed origin and the page differ in `www.`",
  "loopback-name":
    "The allowed origin and the page name this machine differently: `localhost` and `127.0.0.1` are two origins",
  "no-scheme": "The allowed origin lacks `http://` or `https://`",
  null: "`null` is allowed, which stands for no page at all",
};
