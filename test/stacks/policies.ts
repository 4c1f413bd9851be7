import type { FixContext, Policy } from "../../src/remedy.ts";

const proven = { methods: [], headers: [] };
const nothing = { origins: [], credentials: false, methods: [], headers: [], exposed: [] };

/** A server without CORS code gets its first page, which may send credentials. */
const fresh: Policy = {
  form: "new",
  origins: ["https://app.example"],
  staysOpen: false,
  credentials: false,
  maybeCredentials: true,
  methods: ["GET", "HEAD", "POST", "PUT"],
  headers: ["Content-Type", "x-api-key"],
  exposed: [],
  maxAge: null,
  added: { ...nothing, origins: ["https://app.example"], methods: ["PUT"], headers: ["Content-Type", "x-api-key"] },
  unproven: proven,
};

/** A page that the server allows starts to send a preflighted request, and reads a response header. */
const one: Policy = {
  form: "change",
  origins: ["https://app.example"],
  staysOpen: false,
  credentials: true,
  maybeCredentials: false,
  methods: ["GET", "HEAD", "POST", "PUT"],
  headers: ["Content-Type", "x-api-key"],
  exposed: ["X-Total-Count"],
  maxAge: null,
  added: { ...nothing, methods: ["PUT"], headers: ["x-api-key"], exposed: ["X-Total-Count"] },
  unproven: proven,
};

/** A page that the server allows with credentials gets a response without the headers, such as an error page. */
const known: Policy = {
  form: "change",
  origins: ["https://app.example"],
  staysOpen: false,
  credentials: true,
  maybeCredentials: false,
  methods: ["GET", "HEAD", "POST", "PUT"],
  headers: ["x-api-key"],
  exposed: [],
  maxAge: 600,
  added: nothing,
  unproven: proven,
};

/** A second page uses a server that allows the first already. */
const several: Policy = {
  form: "change",
  origins: ["http://[::1]:3000", "https://app.example"],
  staysOpen: false,
  credentials: true,
  maybeCredentials: false,
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  headers: ["Authorization"],
  exposed: ["X-Total-Count"],
  maxAge: 600,
  added: { ...nothing, origins: ["http://[::1]:3000"] },
  unproven: proven,
};

/** A second page sends a preflighted request to a server whose lists the recording does not show. */
const hidden: Policy = {
  form: "change",
  origins: ["https://admin.example", "https://app.example"],
  staysOpen: false,
  credentials: false,
  maybeCredentials: true,
  methods: ["GET", "HEAD", "POST", "PATCH"],
  headers: ["x-api-key"],
  exposed: [],
  maxAge: null,
  added: { ...nothing, origins: ["https://app.example"] },
  unproven: { methods: ["PATCH"], headers: ["x-api-key"] },
};

/** Any page may read without credentials; the request needs no preflight. */
const open: Policy = {
  form: "change",
  origins: "*",
  staysOpen: false,
  credentials: false,
  maybeCredentials: false,
  methods: ["GET", "HEAD", "POST"],
  headers: [],
  exposed: [],
  maxAge: null,
  added: nothing,
  unproven: proven,
};

/** One page starts to send credentials to a server that any page may read. */
const opened: Policy = {
  form: "change",
  origins: ["https://app.example"],
  staysOpen: true,
  credentials: true,
  maybeCredentials: false,
  methods: ["GET", "HEAD", "POST"],
  headers: [],
  exposed: [],
  maxAge: null,
  added: { ...nothing, origins: ["https://app.example"], credentials: true },
  unproven: proven,
};

/** All that a server may grant, as an audit's rule has it. */
const exact: Policy = {
  form: "exact",
  origins: ["https://admin.example", "https://app.example"],
  staysOpen: false,
  credentials: true,
  maybeCredentials: false,
  methods: ["GET", "HEAD", "POST", "DELETE"],
  headers: ["Authorization"],
  exposed: ["ETag"],
  maxAge: 600,
  added: nothing,
  unproven: proven,
};

export const policies: Readonly<Record<string, Policy>> = { fresh, one, known, several, hidden, open, opened, exact };

const context: FixContext = {
  redirect: null,
  server: { origin: "https://api.example", path: "/api" },
  application: null,
  isRestApi: false,
  forbidsOptions: false,
};

export const contexts: Readonly<Record<string, FixContext>> = {
  "no redirect": context,
  "requests without a common path": { ...context, server: { origin: "https://api.example", path: "/" } },
  "a redirected preflight": {
    ...context,
    redirect: { step: "preflight", path: "/api/x", target: "https://api.example/api/x" },
  },
  "a redirect to the folder": {
    ...context,
    redirect: { step: "preflight", path: "/api/v1.0", target: "https://api.example/api/v1.0/" },
  },
  "a redirect with user and password": {
    ...context,
    redirect: { step: "actual", path: "/api/x", target: "https://files.example/x" },
  },
  "PHP behind a reverse proxy": { ...context, application: "php" },
  "a REST API of API Gateway": { ...context, isRestApi: true },
  "a reverse proxy that forbids OPTIONS": { ...context, forbidsOptions: true },
};
