/** A common mistake, on every kind of server where it can be made. */
export interface Case {
  readonly name: string;
  /** The cause that the engine must name. */
  readonly cause: string;
  readonly call: RequestInit;
  /** True where the other page fetches first and a cache may keep its response; the fix must then allow both pages. */
  readonly otherPageFirst?: boolean;
  /** The status of the actual request with the fix in place; undefined where any status will do. */
  readonly status?: number;
  readonly express?: Broken;
  /** nginx's part of the mistake, in front of the broken Express app; without `express` the upstream is down. */
  readonly nginxProxy?: Broken;
  readonly nginxStatic?: Broken;
}

/** A server's code. The fix replaces `cors`; `rest` stays behind it. */
export interface Broken {
  readonly cors: string;
  readonly rest: string;
  /** Other locations of the same nginx server. */
  readonly beside?: string;
}

const put: RequestInit = { method: "PUT", headers: { "x-api-key": "1" } };
const included: RequestInit = { credentials: "include" };
const routes = "app.all('/api/x', (req, res) => res.json({}));";
const files = "root files;";
const set = (name: string, value: string) =>
  `app.use((req, res, next) => { res.set('${name}', '${value}'); next(); });`;
const add = (name: string, value: string) => `add_header ${name} "${value}" always;`;
const noContent = "if ($request_method = OPTIONS) { return 204; }";

/** Every cause that a server can fix. `PAGE`, `FOREIGN` and `SERVER` stand for the origins of the pages and of the server. */
export const cases: readonly Case[] = [
  {
    name: "no CORS code, and a preflight",
    cause: "missing-allow-origin",
    call: put,
    express: { cors: "", rest: routes },
    nginxStatic: { cors: "", rest: files },
  },
  {
    name: "no CORS code, and a plain GET",
    cause: "missing-allow-origin",
    call: {},
    express: { cors: "", rest: routes },
    nginxStatic: { cors: "", rest: files },
  },
  {
    name: "authentication answers the preflight",
    cause: "missing-allow-origin",
    call: { headers: { authorization: "Basic eDp4" } },
    express: {
      cors: "",
      rest: `app.use((req, res, next) => (req.headers.authorization ? next() : res.sendStatus(401))); ${routes}`,
    },
    nginxProxy: { cors: "", rest: 'if ($http_authorization = "") { return 401; }' },
    nginxStatic: { cors: "", rest: `if ($http_authorization = "") { return 401; } ${files}` },
  },
  {
    name: "limit_except forbids the preflight",
    cause: "missing-allow-origin",
    call: put,
    express: { cors: "", rest: routes },
    nginxProxy: { cors: "", rest: "limit_except GET PUT { deny all; }" },
  },
  {
    name: "a deny rule forbids the preflight of a file",
    cause: "missing-allow-origin",
    call: { headers: { "x-api-key": "1" } },
    nginxStatic: { cors: "", rest: `limit_except GET { deny all; } ${files}` },
  },
  {
    name: "another origin is allowed",
    cause: "allow-origin-mismatch",
    call: put,
    express: { cors: "app.use(require('cors')({ origin: 'https://other.example' }));", rest: routes },
    nginxStatic: {
      cors: `${noContent} ${add("Access-Control-Allow-Origin", "https://other.example")} ${add("Access-Control-Allow-Methods", "PUT")}`,
      rest: files,
    },
  },
  {
    name: "a setting that was never filled in",
    cause: "invalid-allow-origin",
    call: {},
    express: { cors: "app.use(require('cors')({ origin: 'undefined' }));", rest: routes },
    nginxStatic: { cors: add("Access-Control-Allow-Origin", "undefined"), rest: files },
  },
  {
    name: "several origins in one value",
    cause: "multiple-allow-origins",
    call: {},
    express: { cors: "app.use(require('cors')({ origin: 'PAGE, https://other.example' }));", rest: routes },
    nginxStatic: { cors: add("Access-Control-Allow-Origin", "PAGE, https://other.example"), rest: files },
  },
  {
    name: "proxy and application both set the header",
    cause: "multiple-allow-origins",
    call: included,
    express: {
      cors: "app.use(require('cors')()); app.use((req, res, next) => { res.append('Access-Control-Allow-Origin', 'PAGE'); next(); });",
      rest: routes,
    },
    nginxProxy: { cors: add("Access-Control-Allow-Origin", "PAGE"), rest: "" },
    nginxStatic: {
      cors: `${add("Access-Control-Allow-Origin", "*")} ${add("Access-Control-Allow-Origin", "PAGE")}`,
      rest: files,
    },
  },
  {
    name: "a wildcard, and cookies",
    cause: "wildcard-origin-with-credentials",
    call: included,
    express: { cors: "app.use(require('cors')());", rest: routes },
    nginxStatic: { cors: add("Access-Control-Allow-Origin", "*"), rest: files },
  },
  {
    name: "credentials allowed in the wrong letters",
    cause: "allow-credentials-not-true",
    call: included,
    express: {
      cors: `${set("Access-Control-Allow-Origin", "PAGE")} ${set("Access-Control-Allow-Credentials", "True")}`,
      rest: routes,
    },
    nginxStatic: {
      cors: `${add("Access-Control-Allow-Origin", "PAGE")} ${add("Access-Control-Allow-Credentials", "True")}`,
      rest: files,
    },
  },
  {
    name: "the preflight is answered with an error",
    cause: "preflight-status-not-ok",
    call: put,
    express: {
      cors: `${set("Access-Control-Allow-Origin", "PAGE")} ${set("Access-Control-Allow-Credentials", "true")}`,
      rest: `app.options('/api/x', (req, res) => res.sendStatus(405)); ${routes}`,
    },
    nginxStatic: {
      cors: `${add("Access-Control-Allow-Origin", "PAGE")} ${add("Access-Control-Allow-Credentials", "true")}`,
      rest: files,
    },
  },
  {
    name: "a list of methods that does not parse",
    cause: "invalid-allow-methods",
    call: put,
    express: {
      cors: "app.use(require('cors')({ origin: 'PAGE', credentials: true, methods: 'GET; PUT' }));",
      rest: routes,
    },
    nginxStatic: {
      cors: `${noContent} ${add("Access-Control-Allow-Origin", "PAGE")} ${add("Access-Control-Allow-Methods", "GET; PUT")}`,
      rest: files,
    },
  },
  {
    name: "a list of headers that does not parse",
    cause: "invalid-allow-headers",
    call: { headers: { "x-api-key": "1" } },
    express: {
      cors: "app.use(require('cors')({ origin: 'PAGE', credentials: true, allowedHeaders: 'x-api-key; x-b' }));",
      rest: routes,
    },
    nginxStatic: {
      cors: `${noContent} ${add("Access-Control-Allow-Origin", "PAGE")} ${add("Access-Control-Allow-Headers", "x-api-key; x-b")}`,
      rest: files,
    },
  },
  {
    name: "a method that is not listed",
    cause: "method-not-allowed",
    call: { method: "PATCH" },
    express: {
      cors: "app.use(require('cors')({ origin: 'PAGE', credentials: true, methods: ['GET', 'PUT'] }));",
      rest: routes,
    },
    nginxStatic: {
      cors: `${noContent} ${add("Access-Control-Allow-Origin", "PAGE")} ${add("Access-Control-Allow-Methods", "GET, PUT")}`,
      rest: files,
    },
  },
  {
    name: "two headers that are not listed",
    cause: "header-not-allowed",
    call: { headers: { "x-api-key": "1", "x-trace": "2", "content-type": "application/json" }, method: "POST" },
    express: {
      cors: "app.use(require('cors')({ origin: 'PAGE', credentials: true, allowedHeaders: ['Content-Type'] }));",
      rest: routes,
    },
    nginxStatic: {
      cors: `${noContent} ${add("Access-Control-Allow-Origin", "PAGE")} ${add("Access-Control-Allow-Headers", "Content-Type")}`,
      rest: files,
    },
  },
  {
    name: "the preflight is redirected",
    cause: "preflight-redirect",
    call: { headers: { "x-api-key": "1" } },
    express: {
      cors: "",
      rest: `app.use((req, res, next) => (req.path === '/api/x' ? res.redirect(308, '/api/y') : next())); app.all('/api/y', (req, res) => res.json({}));`,
    },
    nginxStatic: { cors: "", rest: `rewrite ^/api/x$ /api/y permanent; ${files}` },
  },
  {
    name: "a redirect with a user name and password",
    cause: "redirect-with-credentials",
    call: {},
    express: {
      cors: "app.use(require('cors')({ origin: 'PAGE', credentials: true }));",
      rest: "app.get('/api/x', (req, res) => res.redirect('SERVER_WITH_USER/api/y')); app.get('/api/y', (req, res) => res.json({}));",
    },
    nginxStatic: {
      cors: `${add("Access-Control-Allow-Origin", "PAGE")} return 307 "SERVER_WITH_USER/api/y";`,
      rest: "",
      beside: `location = /api/y { ${files} ${add("Access-Control-Allow-Origin", "PAGE")} }`,
    },
  },
  {
    name: "an error page without the headers",
    cause: "missing-allow-origin",
    call: {},
    status: 500,
    express: { cors: "", rest: "app.use((req, res, next) => { next(new Error('down')); });" },
    nginxProxy: { cors: 'add_header Access-Control-Allow-Origin "PAGE";', rest: "" },
  },
  {
    name: "a missing file without the headers",
    cause: "missing-allow-origin",
    call: {},
    status: 404,
    nginxStatic: { cors: 'add_header Access-Control-Allow-Origin "PAGE";', rest: "root nowhere;" },
  },
  {
    name: "a cache keeps the answer for another origin",
    cause: "allow-origin-mismatch",
    call: {},
    otherPageFirst: true,
    express: {
      cors: `app.use((req, res, next) => {
        if (['PAGE', 'FOREIGN'].includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);
        next();
      });`,
      rest: `${set("Cache-Control", "public, max-age=600")} ${routes}`,
    },
    nginxStatic: { cors: add("Access-Control-Allow-Origin", "$http_origin"), rest: `expires 10m; ${files}` },
  },
  {
    name: "the application behind nginx is down",
    cause: "missing-allow-origin",
    call: {},
    status: 502,
    nginxProxy: { cors: "", rest: "" },
  },
];
