import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Cloud Functions, mostly written with the package firebase-functions. Its callable functions answer `OPTIONS` by
 * themselves, and their errors have a form of their own. A 403 or 404 as HTML comes from Google in front of them: not
 * everybody may invoke the function, or there is none in that region.
 * @see https://firebase.google.com/docs/functions/callable-reference
 * @see https://github.com/firebase/firebase-functions/blob/master/src/common/providers/https.ts
 * @see https://docs.cloud.google.com/functions/docs/calling/http
 * @see https://github.com/firebase/functions-samples/issues/395
 */
export const firebaseFunctions = defineServer({
  id: "firebase-functions",
  name: "Cloud Functions for Firebase",
  layer: "framework",
  recognize: (response) =>
    byHost(response, /\.cloudfunctions\.net$/) ??
    byHeaderName(response, ["Function-Execution-Id"]) ??
    byHost(response, /\.a\.run\.app$/, "possible"),
  answersItself: ({ status, body }) =>
    status >= 400 && /^\{"error":\{"message":"[^"]{0,500}","status":"[A-Z_]+"\}\}$/.test(body ?? ""),
  stacks: ["firebase"],
});
