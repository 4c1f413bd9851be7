import { type Answer, type Call, logOf } from "../har.ts";
import type { Log } from "./panel-screenshot.ts";

const page = "https://shop.example";
const orders = "https://orders.shop.example";
const files = "https://files.shop.example";
const search = "https://search.shop.example";
const express = { "X-Powered-By": "Express" };
const nginx = { Server: "nginx/1.24.0" };
const uvicorn = { Server: "uvicorn" };
const grant = { "Access-Control-Allow-Origin": page };
const ended = (status: number, headers: NonNullable<Answer["headers"]>): Answer => ({ status, headers });

/** By path: eight refused fetches of an application that calls three servers. */
export const refused: Readonly<Record<string, Call>> = {
  "/orders": { url: `${orders}/orders`, answer: ended(200, express) },
  "/orders/7": { url: `${orders}/orders/7`, method: "PUT", preflight: ended(401, express) },
  "/account": {
    url: `${orders}/account`,
    answer: ended(200, { ...express, "Access-Control-Allow-Origin": `${page}/` }),
  },
  "/upload": { url: `${files}/upload`, method: "POST", answer: ended(502, nginx) },
  "/images/3": {
    url: `${files}/images/3`,
    method: "DELETE",
    preflight: ended(204, { ...nginx, ...grant, "Access-Control-Allow-Methods": "GET, POST" }),
  },
  "/report": {
    url: `${files}/report`,
    answer: ended(200, { ...nginx, ...express, "Access-Control-Allow-Origin": ["*", page] }),
  },
  "/search": {
    url: `${search}/search`,
    headers: { "X-Request-Id": "1" },
    preflight: ended(400, { ...uvicorn, ...grant, "Access-Control-Allow-Headers": "Content-Type" }),
  },
  "/me": {
    url: `${search}/me`,
    headers: { Cookie: "session=1" },
    answer: ended(200, { ...uvicorn, "Access-Control-Allow-Origin": "*" }),
  },
};

const passing = Array.from(
  { length: 202 },
  (_, number): Call => ({
    url: `${search}/items/${number}`,
    answer: ended(200, { ...uvicorn, ...grant }),
    error: null,
  }),
);

/** What DevTools recorded of that application: the eight refused fetches after 202 that passed. */
export const shopLog = logOf(...[...passing, ...Object.values(refused)].map((call) => ({ page, ...call }))) as Log;
