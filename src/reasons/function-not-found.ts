import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { responder } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * A platform for functions that has none at this URL, so that no code of the user's runs. Google responds with 404 for a
 * wrong region too, because the region is a part of the URL.
 * @see https://firebase.google.com/docs/functions/locations#http-functions
 * @see https://docs.cloud.google.com/run/docs/troubleshooting
 * @see https://github.com/supabase/supabase/blob/master/docker/volumes/functions/main/index.ts
 */
export const functionNotFound = defineReason({
  id: "function-not-found",
  title: "No function is deployed at this URL",
  headline: (refusal) => translate`${responder(refusal)?.name ?? ""} has no function at this URL (HTTP 404)`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status }) => status === 404,
  detect(refusal) {
    const { exchange } = refusal;
    const platform = platformThatResponded(refusal);
    if (!platform) return;
    const evidence = translate`${quote(exchange.method)} 404 from ${platform.name} itself (${platform.evidence})`;
    return { certainty: platform.certainty, evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    platformThatResponded(refusal)?.id === "google-frontend"
      ? translate`Compare region, project and name in the URL with \`firebase functions:list\` or \`gcloud run services list\`. Request the function's own URL, or deploy the function. For a callable function, pass the region: \`getFunctions(app, region)\`.`
      : translate`Compare project and name in the URL with \`supabase functions list\`. Request the function's own URL, or deploy the function.`,
});

function platformThatResponded(refusal: RefusedFetch) {
  const server = responder(refusal);
  return server && /^(google-frontend|supabase-functions)$/.test(server.id) ? server : undefined;
}
