import { byBody, byHeader, byHeaderName, defineServer, type ServerResponse } from "./server.ts";

/**
 * Microsoft IIS. It answers `OPTIONS` by itself, with the methods in `Allow` and in the old `Public` header, and its
 * WebDAV module refuses `PUT` and `DELETE`. `Microsoft-HTTPAPI` is HTTP.sys of Windows, which other programs use, too.
 * @see https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wdvse/626ff89b-8938-4c31-b868-d9b3824a92f4
 * @see https://learn.microsoft.com/en-us/aspnet/web-api/overview/testing-and-debugging/troubleshooting-http-405-errors-after-publishing-web-api-applications
 * @see https://learn.microsoft.com/en-us/iis/configuration/system.webServer/httpProtocol/customHeaders
 */
export const iis = defineServer({
  id: "iis",
  name: "IIS",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^Microsoft-IIS\b/i) ??
    byHeader(response, "X-Powered-By", /\bASP\.NET\b/) ??
    byHeaderName(response, ["X-AspNet-Version", "X-AspNetMvc-Version"]) ??
    byBody(response, /IIS \d{1,2}\.\d Detailed Error/) ??
    byHeader(response, "Server", /^Microsoft-HTTPAPI\b/i, "possible"),
  answersItself: (response) => isAutomaticOptions(response) || isVerbRefusal(response) || isErrorPage(response),
  stacks: ["aspnet-core"],
});

function isAutomaticOptions({ method, status, headerNames }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 200 && headerNames.includes("public") && headerNames.includes("allow");
}

/** True for the 405 of the WebDAV module and of the handler for files. */
function isVerbRefusal({ status, header }: ServerResponse): boolean {
  return status === 405 && header("Allow") === "GET, HEAD, OPTIONS, TRACE";
}

/** True for IIS's short page, its detailed page, and the page of HTTP.sys. */
function isErrorPage({ status, body }: ServerResponse): boolean {
  const text = body ?? "";
  return (
    status >= 400 &&
    (/<div id="header"><h1>Server Error<\/h1><\/div>/.test(text) ||
      /<title>IIS \d{1,2}\.\d Detailed Error - /.test(text) ||
      /<hr><p>HTTP Error \d{3}\. /.test(text))
  );
}
