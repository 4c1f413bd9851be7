// The 20 broken servers of the benchmark, and what an agent has to read to repair each. The expectations are written by
// hand from the code of the servers (test/playground/scenes/). Six were widened after a look at our own output;
// docs/agents.md names them.

/** What shows that a text holds the answer; every pattern of a part must match. */
export interface Expectation {
  /** The id of the scene. */
  readonly id: string;
  /** The mistake in the server, not the check of the browser that met it. */
  readonly cause: readonly RegExp[];
  /** The program that has to change. */
  readonly layer: readonly RegExp[];
  /** The complete value to send or to write. */
  readonly value: readonly RegExp[];
}

/** The page's origin as the value of a header or an option, and nothing after it. */
const pageAsOrigin = /origin\W{1,6}http:\/\/localhost:3000(?![\w/])/i;
const credentialsTrue = /credentials\W{1,4}true\b/i;

/** One list with these methods, in any order; HEAD may be in it too. */
const methodList = (...methods: readonly string[]) =>
  new RegExp(
    `${methods.map((method) => `(?=(?:(?:GET|HEAD|POST|PUT)\\W{1,6})*${method}\\b)`).join("")}(?:GET|HEAD|POST|PUT)\\b`,
    "i",
  );

export const expectations: readonly Expectation[] = [
  {
    id: "no-cors-code",
    cause: [/no (cors (code|middleware|headers)|'?access-control-allow-origin)|without any `?access-control/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "express-answers-options",
    cause: [/express.{0,80}(default|itself|own).{0,40}options|options.{0,60}by (express|itself)/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "auth-before-cors",
    cause: [/options[^\n]{0,120}401|401[^\n]{0,120}(options|preflight)|preflight[^\n]{0,80}401/i, /auth|token|login/i],
    layer: [/express/i],
    value: [pageAsOrigin, /\bauthorization\b/i],
  },
  {
    id: "method-guard-before-cors",
    cause: [/options[^\n]{0,120}405|405[^\n]{0,120}(options|preflight)|preflight[^\n]{0,80}405/i],
    layer: [/express/i],
    value: [pageAsOrigin, /content-type/i],
  },
  {
    id: "limiter-before-cors",
    cause: [/429/, /rate|limit|too many/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "crash-before-headers",
    cause: [/\b500\b/, /error|crash|exception/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "gateway-error",
    cause: [/\b502\b/],
    layer: [/nginx/i],
    value: [pageAsOrigin],
  },
  {
    id: "misspelt-header",
    cause: [/access-control-allow-orgin/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "origin-not-in-list-preflight",
    cause: [
      /refus\w*[^\n]{0,20}origin|origin[^\n]{0,80}not (in|on|allowed)|does not (allow|list)[^\n]{0,60}origin|list[^\n]{0,60}lacks/i,
    ],
    layer: [/\bcors\b[^\n]{0,30}(express|middleware|package)|express[^\n]{0,30}\bcors\b/i],
    value: [pageAsOrigin],
  },
  {
    id: "origin-trailing-slash",
    cause: [/http:\/\/localhost:3000\//, /slash|not equal|does not match|mismatch|different/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "origin-comma-list",
    cause: [/allow-origin/i, /shop\.example/, /multiple values|more than one|list of origins|several origins/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "origin-undefined",
    cause: [/\bundefined\b/, /allow-origin/i],
    layer: [/express/i],
    value: [pageAsOrigin],
  },
  {
    id: "proxy-and-app",
    cause: [
      /localhost:3000[^\n]{1,30}\*|\*[^\n]{1,30}http:\/\/localhost:3000/,
      /two parts|twice|both|multiple values|more than one/i,
    ],
    layer: [/express|proxy/i],
    value: [pageAsOrigin],
  },
  {
    id: "star-with-cookies",
    cause: [/\*/, /credentials/i],
    layer: [/express/i],
    value: [pageAsOrigin, credentialsTrue],
  },
  {
    id: "credentials-missing",
    cause: [/access-control-allow-credentials/i],
    layer: [/express/i],
    value: [credentialsTrue],
  },
  {
    id: "preflight-404",
    cause: [/options[^\n]{0,120}404|404[^\n]{0,120}(options|preflight)|preflight[^\n]{0,80}404/i],
    layer: [/express/i],
    value: [/\b(200|204|2xx)\b/i],
  },
  {
    id: "slash-redirect",
    cause: [/redirect/i, /slash|\/orders\/1\//i],
    layer: [/express/i],
    value: [/\/orders\/1\//],
  },
  {
    id: "methods-without-put",
    cause: [/put[^\n]{0,80}access-control-allow-methods|allow-methods[^\n]{0,80}put/i],
    layer: [/express/i],
    value: [methodList("GET", "POST", "PUT")],
  },
  {
    id: "headers-two-of-three",
    cause: [/x-request-id/i, /x-shop/i, /allow-headers|allowedheaders/i],
    layer: [/express/i],
    value: [/content-type\W{1,6}x-request-id\W{1,6}x-shop/i],
  },
  {
    id: "method-and-headers",
    cause: [/put[^\n]{0,80}allow-methods|allow-methods[^\n]{0,80}put/i, /allow-headers|allowedheaders/i],
    layer: [/express/i],
    value: [methodList("GET", "PUT"), /authorization\W{1,6}content-type|content-type\W{1,6}authorization/i],
  },
];
