import type { FixContext, Policy } from "../../src/remedy.ts";

/** One page starts to send a preflighted request. */
const one: Policy = {
  origins: ["https://app.example"],
  credentials: true,
  methods: ["GET", "HEAD", "POST", "PUT"],
  headers: ["Content-Type", "x-api-key"],
  exposed: [],
  maxAge: null,
  added: { origins: [], credentials: false, methods: ["PUT"], headers: ["x-api-key"] },
};

/** A second page uses a server that allows the first already. */
const several: Policy = {
  origins: ["http://[::1]:3000", "https://app.example"],
  credentials: true,
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  headers: ["Authorization"],
  exposed: ["X-Total-Count"],
  maxAge: 600,
  added: { origins: ["http://[::1]:3000"], credentials: false, methods: [], headers: [] },
};

/** Any page may read without credentials; the request needs no preflight. */
const open: Policy = {
  origins: "*",
  credentials: false,
  methods: ["GET", "HEAD", "POST"],
  headers: [],
  exposed: [],
  maxAge: null,
  added: { origins: [], credentials: false, methods: [], headers: [] },
};

export const policies: Readonly<Record<string, Policy>> = { one, several, open };

const server = { origin: "https://api.example", path: "/api" };

export const contexts: Readonly<Record<string, FixContext>> = {
  "no redirect": { redirect: null, server, application: null },
  "requests without a common path": {
    redirect: null,
    server: { origin: "https://api.example", path: "/" },
    application: null,
  },
  "a redirected preflight": {
    redirect: { step: "preflight", path: "/api/x", target: "https://api.example/api/x" },
    server,
    application: null,
  },
  "a redirect with user and password": {
    redirect: { step: "actual", path: "/api/x", target: "https://files.example/x" },
    server,
    application: null,
  },
  "PHP behind a reverse proxy": { redirect: null, server, application: "php" },
};
