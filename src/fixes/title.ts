import type { AddedGrants, FixContext, Policy, ServerRemedy } from "../remedy.ts";
import { translate } from "../text/translate.ts";

/** What a remedy does, in one sentence, with what the policy adds. */
export function fixTitle(remedy: ServerRemedy, policy: Policy, context: FixContext): string {
  return titles[remedy](grantOf(policy), context);
}

/** The title where the server's CORS code allows the page already, and only has to reach the response. */
export function reachTitle({ origins }: Policy): string {
  return translate`Run the CORS code that already allows ${origins === "*" ? translate("every origin") : listed(origins)} for this response too`;
}

/** By remedy; `grant` is what the fix allows besides, as in “allow `PUT` for `https://app.example`”. */
const titles: { readonly [R in ServerRemedy]: (grant: string, context: FixContext) => string } = {
  grant: (grant) => capitalized(grant),
  "answer-preflight": (grant) => translate`Respond to \`OPTIONS\` before authentication and routes, and ${grant}`,
  "send-once": (grant) => translate`Set the CORS headers in one layer only, and ${grant}`,
  "keep-on-errors": (grant) => translate`Send the CORS headers with error responses too, and ${grant}`,
  "avoid-redirect": (grant, { redirect }) =>
    redirect?.step === "actual"
      ? translate`Redirect to a URL without user name and password, and ${grant}`
      : translate`Handle CORS before any redirect, and ${grant}`,
  vary: (grant) => translate`Make caches store one response per origin, and ${grant}`,
  "repair-server": (grant) =>
    translate`Fix the error on the server, and ${grant} so that the page can read error responses`,
};

/** What is new, or only the origins where nothing is: "allow `PUT` and the header `x-api-key` for `https://app.example`". */
function grantOf({ origins, added }: Policy): string {
  const parts = grantedParts(added);
  const callers =
    origins === "*" ? translate("every origin") : listed(added.origins.length > 0 ? added.origins : origins);
  if (parts.length === 0 && added.exposed.length > 0) return translate`let ${callers} read ${listed(added.exposed)}`;
  return parts.length === 0 ? translate`allow ${callers}` : translate`allow ${sentence(parts)} for ${callers}`;
}

function grantedParts({ methods, headers, credentials }: AddedGrants): string[] {
  return [
    methods.length > 0 && listed(methods),
    headers.length > 0 &&
      `${headers.length === 1 ? translate("the header") : translate("the headers")} ${listed(headers)}`,
    credentials && translate("credentials"),
  ].filter((part) => part !== false);
}

/** Names in backticks, the first five where there are more: "`a`, `b` and 3 more". */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  const hidden = names.length - shown.length;
  return sentence(hidden > 0 ? [...shown, translate`${hidden} more`] : shown);
}

function sentence(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : translate`${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
