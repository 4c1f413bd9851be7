import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { requestOrigin } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

/**
 * `UseCors` of ASP.NET Core. It responds to every preflight for which it has a policy with 204, and adds headers only
 * where the policy allows the origin; the method and the headers do not matter for that. `[DisableCors]` does the same.
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Middleware/CORS/src/Infrastructure/CorsMiddleware.cs
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Middleware/CORS/src/Infrastructure/CorsService.cs
 */
export const aspnetPolicyRefusedOrigin = defineReason({
  id: "aspnet-policy-refused-origin",
  title: "The `UseCors` policy does not allow this origin",
  headline: (refusal) => translate`The \`UseCors\` policy does not allow ${quote(requestOrigin(refusal))}`,
  judges: ["preflight"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status, lacksCorsHeaders }) => status === 204 && lacksCorsHeaders,
  detect(refusal) {
    const server = serverInResponse(refusal, "aspnet-core", "iis");
    if (server?.certainty !== "certain") return;
    return {
      // Behind IIS another framework may have sent the 204.
      certainty: server.id === "aspnet-core" ? "certain" : "possible",
      evidence: translate`\`OPTIONS\` 204 from ${server.name} (${server.evidence}) without CORS headers`,
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    adviceToAllow(
      refusal,
      (origin) =>
        translate`Add ${origin} to \`WithOrigins\` in the policy, without a slash at the end. Check which policy the endpoint uses, and that the endpoint has no \`[DisableCors]\`.`,
    ),
});
