import fc from "fast-check";
import type { Recording } from "../../src/exchange.ts";
import { readHar } from "../../src/index.ts";

/** What a page or the author of a HAR file may put in the place of names and URLs. */
export interface Hostile {
  readonly origin: string;
  readonly method: string;
  readonly headerName: string;
  readonly path: string;
  readonly responseHeaders: readonly { readonly name: string; readonly value: string }[];
  readonly status: number;
  readonly location: string;
  /** True where the request carries a cookie. */
  readonly cookie: boolean;
}

const specialText = fc.constantFrom(
  "'",
  '"',
  "`",
  "$",
  "${process.exit()}",
  "$request_uri",
  "{",
  "};",
  "; return 200;",
  "\\",
  "\n",
  "\r\nX-Injected: 1",
  "\u2028",
  "</script>",
  "*/",
  "//",
  "#",
  "<!--",
  "é",
  "\u202e",
  "💥",
  "%0a",
  "~^.*$",
  "default",
  "*",
  "$(id)",
  "#{exit}",
  "<%= 1 %>",
  "{{7*7}}",
  "@{exit}",
  "%{ENV}e",
  "?>",
  "-->",
  "]]>",
  '"""',
  "'''",
  ": ",
  "- ",
  "&a ",
  "!!js/function ",
  "\\u0027",
  "\\\n",
  "%5c",
  "|",
);

/** Every special character that a header name or a method may have. */
const everyTokenCharacter = "!#$%&'*+-.^_`|~09AZaz";

const text = fc.oneof(specialText, fc.string({ maxLength: 12 }), fc.string({ unit: "binary", maxLength: 6 }));
const broken = (plain: fc.Arbitrary<string>) =>
  fc.oneof(
    plain,
    text,
    fc.tuple(plain, text, plain).map((parts) => parts.join("")),
  );

const origin = fc.oneof(
  broken(
    fc.constantFrom(
      "https://app.example",
      "https://app.example:8443",
      "http://[::1]:3000",
      "http://a_b.example",
      "https://xn--bcher-kva.example",
      "https://bücher.example",
      "capacitor://localhost",
      "file://",
      "app://",
      "chrome-extension://abcdefghijklmnop",
    ),
  ),
  text.map((host) => `http://${host}.example`),
  fc.constant("null"),
);
const method = broken(fc.constantFrom("PUT", "PATCH", "patch", "PROPFIND", "M-SEARCH", "A_1", everyTokenCharacter));
const headerName = broken(
  fc.constantFrom("x-api-key", "Content-Type", "access-control-allow-origin", "X_1", everyTokenCharacter),
);
const list = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 3 }).map((items) => items.join(", "));

const responseHeaders = fc.array(
  fc.oneof(
    fc.record({ name: fc.constant("Access-Control-Allow-Origin"), value: fc.oneof(origin, fc.constant("*")) }),
    fc.record({ name: fc.constant("Access-Control-Allow-Methods"), value: list(method) }),
    fc.record({ name: fc.constant("Access-Control-Allow-Headers"), value: list(headerName) }),
    fc.record({ name: fc.constant("Access-Control-Expose-Headers"), value: list(headerName) }),
    fc.constant({ name: "Access-Control-Allow-Credentials", value: "true" }),
    fc.record({ name: fc.constant("Access-Control-Max-Age"), value: broken(fc.constant("600")) }),
    fc.record({ name: fc.constantFrom("Server", "X-Powered-By", "ETag"), value: text }),
  ),
  { maxLength: 6 },
);

export const hostile: fc.Arbitrary<Hostile> = fc.record({
  origin,
  method,
  headerName,
  path: broken(fc.constantFrom("/api/x", "/a/b/c", "/x", "/api/v1.0/~me/x")),
  responseHeaders,
  status: fc.constantFrom(200, 204, 301, 307, 401, 500),
  location: fc.oneof(
    text,
    origin.map((target) => `${target.replace("//", "//user:secret@")}/x`),
  ),
  cookie: fc.boolean(),
});

/** A preflight and a GET request with the same response, as a HAR file holds them. */
export function hostileRecording(made: Hostile): Recording {
  const headers = [{ name: "Origin", value: made.origin }];
  const sent = made.cookie ? [...headers, { name: "Cookie", value: "sid=1" }] : headers;
  const preflightHeaders = [
    { name: "Access-Control-Request-Method", value: made.method },
    { name: "Access-Control-Request-Headers", value: made.headerName },
  ];
  const url = `https://api.example${made.path}`;
  const response = { status: made.status, headers: made.responseHeaders, redirectURL: made.location };
  const startedDateTime = "2026-01-01T00:00:00.000Z";
  return readHar({
    log: {
      entries: [
        { startedDateTime, request: { method: "OPTIONS", url, headers: [...headers, ...preflightHeaders] }, response },
        { startedDateTime, request: { method: "GET", url, headers: sent }, response },
      ],
    },
  });
}
