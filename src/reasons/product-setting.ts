import type { AnsweredBy } from "../servers/answered-by.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isUnallowableOrigin } from "../text/unallowable-origin.ts";
import { isOriginAllowedBy, isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/** A product sends the CORS headers that its own setting names; its users write no code. */
export const productSetting = defineReason({
  id: "product-setting",
  title: "The product's CORS settings do not allow this request",
  headline: (refusal) => {
    const { name = "", setting = "" } = productOf(refusal) ?? {};
    const { names = [] } = refusal.matches[0].evidence;
    if (isRefusedBy(refusal, "header-not-allowed"))
      return names.length === 1
        ? translate`Allow the header ${quoteAll(names)} in the CORS settings of ${name}`
        : translate`Allow the headers ${quoteAll(names)} in the CORS settings of ${name}`;
    if (isRefusedBy(refusal, "method-not-allowed"))
      return translate`Allow the method ${quote(refusal.hop.method)} in the CORS settings of ${name}`;
    const title = withOrigin(setting ?? "", requestOrigin(refusal));
    return title.includes(name) ? title : translate`${title} in ${name}`;
  },
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "allow-origin-mismatch", "header-not-allowed", "method-not-allowed"],
  appliesTo: ({ status }) => status < 500 && status !== 429,
  detect(refusal) {
    const product = productOf(refusal);
    if (!product) return;
    const { subject, got } = refusal.matches[0].evidence;
    const shown = got === null ? translate`no ${quote(subject)}` : quote(`${subject}: ${got}`);
    const isProven = product.certainty === "certain" && product.isInResponse && refusal.exchange.status < 400;
    return {
      certainty: isProven ? "certain" : "possible",
      evidence: translate`${product.evidence}, with ${shown} in the response`,
      remedy: "grant",
      // An origin that the response names, such as a near miss, may be the one that a proxy in front rewrote.
      serverToChange: product.isInResponse && got === null ? product.id : undefined,
    };
  },
  explain: (refusal) => {
    const name = productOf(refusal)?.name ?? "";
    return isRefusedBy(refusal, "header-not-allowed", "method-not-allowed")
      ? translate`Change the settings of ${name} as the fix shows. The page needs no change.`
      : translate`Enter ${quote(requestOrigin(refusal))} exactly like this, without a slash at the end. ${name} sends CORS headers only to the origins in its settings.`;
  },
});

/** The product that decides about the refused response by a setting; undefined where none does. */
function productOf(refusal: RefusedFetch): AnsweredBy | undefined {
  const { exchange, answeredBy } = refusal;
  if (isUnallowableOrigin(requestOrigin(refusal)) || isAllowedElsewhere(refusal)) return;
  const products = answeredBy.filter(({ layer, setting }) => layer === "product" && setting !== null);
  const [first] = products.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!first || (!first.madeResponse && (isMadeBefore(answeredBy) || exchange.status === 404))) return;
  const isAboutOrigin = isRefusedBy(refusal, "missing-allow-origin", "allow-origin-mismatch");
  if (!isAboutOrigin && (first.certainty !== "certain" || !first.isInResponse)) return;
  return first.certainty === "certain" || (mayRefuseOrigin(exchange.status) && !isLibraryKnown(answeredBy))
    ? first
    : undefined;
}

/** True where another response of the same URL allows the origin, so that the setting does too. */
function isAllowedElsewhere(refusal: RefusedFetch): boolean {
  if (!isRefusedBy(refusal, "missing-allow-origin", "allow-origin-mismatch")) return false;
  const { exchange, history } = refusal;
  return history
    .ofUrl(exchange.url)
    .some((other) => other.method === exchange.method && other !== exchange && isOriginAllowedBy(refusal, other));
}

/** True where a server in front of the product made the response, so that the product was not asked. */
function isMadeBefore(answeredBy: readonly AnsweredBy[]): boolean {
  return answeredBy.some(({ layer, madeResponse }) => madeResponse && layer !== "product" && layer !== "library");
}

/** True where a CORS library is certain, so that a guess at the product around it says less. */
function isLibraryKnown(answeredBy: readonly AnsweredBy[]): boolean {
  return answeredBy.some(({ layer, certainty }) => layer === "library" && certainty === "certain");
}

/** The statuses that a CORS check responds with; any other shows another problem, where the product is only a guess. */
function mayRefuseOrigin(status: number): boolean {
  return status < 400 || status === 400 || status === 403 || status === 405;
}

function rankOf({ madeResponse, certainty, isInResponse }: AnsweredBy): number {
  return (madeResponse ? 0 : 4) + (certainty === "certain" ? 0 : 2) + (isInResponse ? 0 : 1);
}

/** A setting's title with the origin in place of "the page's origin", or behind the title. */
function withOrigin(setting: string, origin: string): string {
  const page = translate("the page's origin");
  return setting.includes(page) ? setting.replace(page, () => quote(origin)) : translate`${setting}: ${quote(origin)}`;
}
