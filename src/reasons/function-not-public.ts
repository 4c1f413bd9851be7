import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isPreflightRefused } from "./fingerprints/response.ts";
import { responder } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

/**
 * Google checks who may invoke a function or service before it runs. A preflight carries no token, so the check refuses
 * every preflight of a function that is not public.
 * @see https://docs.cloud.google.com/run/docs/authenticating/public
 * @see https://docs.cloud.google.com/functions/docs/securing/managing-access-iam
 */
export const functionNotPublic = defineReason({
  id: "function-not-public",
  title: "The function is not public, so Google refuses the request before the function runs",
  headline: ({ exchange }) =>
    translate`The function is not public: Google responded to ${quote(exchange.method)} with ${exchange.status}`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status }) => status === 401 || status === 403,
  detect(refusal) {
    const { exchange } = refusal;
    const server = responder(refusal);
    if (server?.id !== "google-frontend") return;
    const evidence = translate`${quote(exchange.method)} ${exchange.status} from ${server.name} itself (${server.evidence})`;
    return { certainty: server.certainty, evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    isPreflightRefused(refusal)
      ? "Allow unauthenticated invocations: grant the role `Cloud Run Invoker`, or `Cloud Functions Invoker`, to `allUsers`. A preflight carries no token, so check the user inside the function."
      : "Allow unauthenticated invocations: grant the role `Cloud Run Invoker`, or `Cloud Functions Invoker`, to `allUsers`. Then check the user inside the function.",
});
