/** What holds on every stack, in the same words. */

export const clearCaches =
  "Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.";

export const repairFirst =
  "The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.";

export const sendAuthorization =
  "The user name and password in the URL are lost: let the page send an `Authorization` header instead.";

export const deleteOthers =
  "Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.";

export const notAnyOrigin =
  "The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.";
