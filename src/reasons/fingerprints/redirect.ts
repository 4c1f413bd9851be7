import { isRedirectStatus } from "../../fetch/status.ts";
import { quote } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { isRefusedBy } from "./response.ts";

/** A redirect that was refused: where it was met, and where it leads. */
export interface Redirect {
  readonly from: URL;
  readonly to: URL;
}

/** The redirect that the browser refused to follow, whatever else it refused of the same response; undefined when that is none. */
export function refusedRedirect(refusal: RefusedFetch): Redirect | undefined {
  const { url, status, redirectUrl } = refusal.exchange;
  const isRefused = refusal.matches.some(({ cause }) => cause.id === "preflight-redirect");
  if (!(isRefused || isRefusedBy(refusal, "missing-allow-origin")) || !isRedirectStatus(status)) return undefined;
  if (!URL.canParse(url) || !URL.canParse(redirectUrl)) return undefined;
  return { from: new URL(url), to: new URL(redirectUrl) };
}

/** "`OPTIONS` 301 to `https://…`". */
export function redirectEvidence({ exchange }: RefusedFetch): string {
  return translate`\`${exchange.method}\` ${exchange.status} to ${quote(exchange.redirectUrl, 120)}`;
}
