import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { pathOf } from "../text/url-parts.ts";
import { automaticAllowHeader, isByExpress } from "./fingerprints/automatic-options.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

export const frameworkAnsweredOptions = defineReason({
  id: "framework-answered-options",
  title: "The framework's default `OPTIONS` handler responded, not the CORS middleware",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined || isByExpress(refusal)) return;
    const evidence = translate`${refusal.exchange.status} with ${quote(`Allow: ${allow}`)}, without CORS headers`;
    return { certainty: "certain", evidence, remedy: "answer-preflight" };
  },
  explain: (refusal) => {
    if (serverInResponse(refusal, "laravel"))
      return translate`Add ${quote(pathOf(refusal.exchange.url).slice(1) || "/")} to \`paths\` in \`config/cors.php\`. For a path that is not in \`paths\`, Laravel's CORS middleware does nothing.`;
    return serverInResponse(refusal, "nextjs")
      ? "Export `OPTIONS` from this route, and send the CORS headers with every response of the route. The `Allow` header only lists the existing methods, and allows nothing to other origins."
      : "Register the framework's CORS middleware for the whole application, before the routes: middleware of one group or one route does not run here. The `Allow` header only lists the existing methods, and allows nothing to other origins.";
  },
});
