import type { FixContext, Policy } from "../../src/remedy.ts";

/** A new preflighted call of one page. */
const one: Policy = {
  origins: ["https://app.example"],
  credentials: true,
  methods: ["GET", "HEAD", "POST", "PUT"],
  headers: ["Content-Type", "x-api-key"],
  exposed: [],
  maxAge: null,
  added: { origins: [], credentials: false, methods: ["PUT"], headers: ["x-api-key"] },
};

/** A second page of a server that allows the first already. */
const several: Policy = {
  origins: ["http://[::1]:3000", "https://app.example"],
  credentials: true,
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  headers: ["Authorization"],
  exposed: ["X-Total-Count"],
  maxAge: 600,
  added: { origins: ["http://[::1]:3000"], credentials: false, methods: [], headers: [] },
};

/** A public server, and a plain call. */
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
  "no redirect": { redirect: null, server },
  "calls without a common path": { redirect: null, server: { origin: "https://api.example", path: "/" } },
  "a redirected preflight": {
    redirect: { step: "preflight", path: "/api/x", target: "https://api.example/api/x" },
    server,
  },
  "a redirect with user and password": {
    redirect: { step: "actual", path: "/api/x", target: "https://files.example/x" },
    server,
  },
};
