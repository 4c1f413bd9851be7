import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { hasVary } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const viteRefusedOrigin = defineReason({
  id: "vite-refused-origin",
  title: "Vite's development server does not allow this page's origin",
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status }) => status < 400,
  detect(refusal) {
    const { exchange } = refusal;
    const path = /[@_]/.test(exchange.url) && URL.canParse(exchange.url) ? new URL(exchange.url).pathname : "";
    const [own] = /\/(@vite\/|@id\/|@fs\/|@react-refresh$|node_modules\/\.vite\/)/.exec(path) ?? [];
    if (own === undefined) return;
    return {
      certainty: hasVary(exchange, "origin") ? "certain" : "possible",
      evidence: translate`${quote(path)} is a path of Vite's development server`,
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    adviceToAllow(
      refusal,
      (origin) =>
        translate`Add ${origin} to \`server.cors.origin\` in \`vite.config\`. Since version 6.0.9, Vite allows only pages on localhost by default.`,
    ),
});
