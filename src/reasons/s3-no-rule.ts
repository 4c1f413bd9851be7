import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { isPreflightRefused, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const s3NoRule = defineReason({
  id: "s3-no-rule",
  title: "No CORS rule of the bucket matches this request",
  headline: (refusal) =>
    isStoredByCdn(refusal)
      ? "The CDN returned a stored response without CORS headers, or the bucket has no rule for this request"
      : "No CORS rule of the bucket matches this request",
  judges: ["preflight", "actual"],
  appliesTo: ({ lacksCorsHeaders }) => lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const storage = storageName(refusal);
    if (storage === undefined) return;
    const namesCors = exchange.responseText?.includes("CORSResponse") === true;
    const isForbidden = isPreflightRefused(refusal) && exchange.status === 403;
    const viaCdn = responseHeader(refusal, "X-Amz-Cf-Id") !== null || responseHeader(refusal, "Age") !== null;
    if (isPreflightRefused(refusal) && !isForbidden) return;
    const evidence = translate`${exchange.status} from ${storage}${namesCors ? translate(" with `CORSResponse` in its body") : ""}, without CORS headers`;
    return { certainty: namesCors || (isForbidden && !viaCdn) ? "certain" : "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(refusal, (origin) =>
      isStoredByCdn(refusal)
        ? translate`Add \`Origin\` to the CDN's cache key, forward \`Origin\` to the bucket, and clear the cache. If the bucket has no CORS rule for ${origin} and ${quote(refusal.hop.method)} yet, add one.`
        : translate`Add a rule with ${origin} and ${quote(refusal.hop.method)} to the bucket's CORS configuration. If there is a CDN in front, let it forward the \`Origin\` header.`,
    ),
});

/** True where a CDN sent a stored response, so that the bucket did not see this request. */
function isStoredByCdn(refusal: RefusedFetch): boolean {
  const isHit = /\bhit\b/i.test(responseHeader(refusal, "X-Cache") ?? responseHeader(refusal, "CF-Cache-Status") ?? "");
  return isHit || Number(responseHeader(refusal, "Age") ?? 0) > 0;
}

/** The storage service that sent the response, as evidence; undefined when none did. */
function storageName(refusal: RefusedFetch): string | undefined {
  const server = responseHeader(refusal, "Server");
  if (server === "AmazonS3") return "`Server: AmazonS3`";
  if (responseHeader(refusal, "X-Amz-Id-2") !== null && responseHeader(refusal, "X-Amz-Request-Id") !== null)
    return "Amazon S3";
  if (responseHeader(refusal, "X-GUploader-UploadID") !== null) return "Google Cloud Storage";
  return undefined;
}
