import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isPreflightRefused, responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const vercelProtection = defineReason({
  id: "vercel-protection",
  title: "Vercel's Deployment Protection requires a login",
  headline: ({ exchange }) => translate`Vercel's Deployment Protection responded to ${quote(exchange.method)} with 401`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status === 401 && lacksCorsHeaders,
  detect(refusal) {
    if (responseHeader(refusal, "Server")?.toLowerCase() !== "vercel") return;
    const hasCookie = responseHeader(refusal, "Set-Cookie")?.includes("_vercel_sso_nonce") === true;
    const evidence = translate`401 from \`Server: Vercel\`${hasCookie ? translate(" with the cookie `_vercel_sso_nonce`") : ""}`;
    const remedy = isPreflightRefused(refusal) ? "answer-preflight" : undefined;
    return { certainty: hasCookie ? "certain" : "possible", evidence, remedy };
  },
  explain: () =>
    "Add the path to the project's “OPTIONS Allowlist” (Settings, Deployment Protection). Then send the protection-bypass header, or use a public deployment.",
});
