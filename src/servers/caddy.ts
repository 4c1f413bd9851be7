import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Caddy. It names itself in `Server`; since 2.10, responses of the application behind it have `Via: 1.1 Caddy` instead.
 * Its own responses have no body.
 * @see https://github.com/caddyserver/caddy/blob/master/modules/caddyhttp/server.go
 * @see https://github.com/caddyserver/caddy/blob/master/modules/caddyhttp/reverseproxy/reverseproxy.go
 */
export const caddy = defineServer({
  id: "caddy",
  name: "Caddy",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^Caddy$/i) ?? byHeader(response, "Via", /\b\d(\.\d)? Caddy(?=,|$)/i),
  answersItself: (response) => isEmpty(response) && (response.status >= 502 || writesServerFirst(response)),
  stacks: ["caddy"],
});

/** True for an error or a redirect without a body that does not carry the mark of `reverse_proxy`. */
function isEmpty({ status, header }: ServerResponse): boolean {
  return (
    status >= 300 &&
    /^Caddy$/i.test(header("Server") ?? "") &&
    !/\bCaddy(?=,|$)/i.test(header("Via") ?? "") &&
    header("Content-Type") === null &&
    (header("Content-Length") ?? "0") === "0"
  );
}

/**
 * True where `Date` follows `Server`. Before 2.10 an empty 404 of the application looks the same except for this order:
 * Caddy sorts the headers that it has and adds `Date` last, so a `Date` from behind it stands before `Server`.
 */
function writesServerFirst({ headerNames }: ServerResponse): boolean {
  return headerNames.indexOf("server") < headerNames.indexOf("date");
}
