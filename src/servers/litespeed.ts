import { byBody, byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * LiteSpeed Web Server and OpenLiteSpeed. `Server` names both `LiteSpeed`; their own pages link to litespeedtech.com.
 * @see https://github.com/litespeedtech/openlitespeed/blob/master/src/http/httpserverversion.cpp
 * @see https://github.com/litespeedtech/openlitespeed/blob/master/src/http/httpstatuscode.cpp
 * @see https://docs.openlitespeed.org/config/lscache
 */
export const litespeed = defineServer({
  id: "litespeed",
  name: "LiteSpeed",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^LiteSpeed\b/i) ??
    byHeaderName(response, ["X-LiteSpeed-Cache"]) ??
    byBody(response, /litespeedtech\.com\/error-page/),
  // The page's head is enough: what follows it may be cut off in the recording.
  answersItself: ({ status, body }) =>
    status >= 300 && /^<!DOCTYPE html>\n<html style="height:100%">\n<head>\n<meta name="viewport"/.test(body ?? ""),
  stacks: [],
});
