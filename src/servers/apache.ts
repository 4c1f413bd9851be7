import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Apache httpd. `Server` names it unless something in front replaces the header; its own pages are Latin-1 HTML that
 * begins with a fixed doctype. Apache answers `OPTIONS` for files by itself, with the methods in `Allow`.
 * @see https://httpd.apache.org/docs/2.4/mod/core.html#servertokens
 * @see https://github.com/apache/httpd/blob/trunk/modules/http/http_protocol.c
 */
export const apache = defineServer({
  id: "apache",
  name: "Apache",
  layer: "proxy",
  recognize: (response) =>
    // A space before the parenthesis keeps Tomcat's `Apache-Coyote` and others out.
    byHeader(response, "Server", /^Apache(?=$|\/| \()/i) ??
    byBody(response, /<address>Apache(?=[/ ])/) ??
    (hasErrorPage(response)
      ? { certainty: "possible", evidence: "`Content-Type: text/html; charset=iso-8859-1` with Apache's page" }
      : undefined),
  answersItself: (response) => isAutomaticOptions(response) || isErrorPage(response),
  stacks: ["apache"],
});

/** True for an error's or a redirect's page. Preflights have no recorded body: there, the header alone shows it. */
function isErrorPage(response: ServerResponse): boolean {
  return hasErrorHeader(response) && (!response.body || hasErrorPage(response));
}

/** True where the body is one of Apache's pages: "HTML 2.0" of every version, or the "HTML 4.01" of newer ones. */
function hasErrorPage(response: ServerResponse): boolean {
  return (
    hasErrorHeader(response) &&
    /^<!DOCTYPE HTML PUBLIC "-\/\/(IETF\/\/DTD HTML 2\.0|W3C\/\/DTD HTML 4\.01)\/\/EN"[^>\n]*>\n<html><head>\n<title>\d{3} /.test(
      response.body ?? "",
    )
  );
}

function hasErrorHeader({ status, header }: ServerResponse): boolean {
  return status >= 300 && header("Content-Type") === "text/html; charset=iso-8859-1";
}

/** True for the empty 200 with which the core answers `OPTIONS` where no handler takes the method. */
function isAutomaticOptions({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 200 &&
    header("Content-Length") === "0" &&
    /^[A-Z,]*\bOPTIONS\b[A-Z,]*$/.test(header("Allow") ?? "")
  );
}
