import { byHost, defineServer } from "./server.ts";

/**
 * Google's own APIs, such as Cloud Firestore's. Nobody but Google can change their CORS headers: what the user can
 * change is the request, its token and the security rules. The hosts of Cloud Storage are left out, because a bucket
 * has a CORS setting of its own.
 * @see https://firebase.google.com/docs/firestore/use-rest-api
 */
export const googleapis = defineServer({
  id: "googleapis",
  name: "Google APIs",
  layer: "product",
  recognize: (response) =>
    /(^|\.)(storage|firebasestorage)\.googleapis\.com$/.test(response.host)
      ? undefined
      : byHost(response, /(^|\.)googleapis\.com$/),
  stacks: [],
});
