import cors from "cors";
import express from "express";
import type { Group } from "./scene.ts";
import {
  getOrders,
  getOrdersSignedIn,
  getOrdersWithToken,
  listOrders,
  photo,
  postOrder,
  putOrder,
  putOrderSignedIn,
  requireToken,
  saveOrder,
} from "./shop.ts";

export const healthy: Group = {
  title: "No mistake, so the panel reports none",
  scenes: [
    {
      id: "healthy-simple",
      label: "A simple request",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "healthy-list",
      label: "A list of origins that contains the page's origin",
      at: "other",
      outcomes: ["allowed"],
      errors: [],
      serve(app, { page }) {
        app.use(cors({ origin: ["https://shop.example", page] }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "healthy-preflight",
      label: "A request with a preflight",
      outcomes: ["allowed"],
      errors: [],
      serve(app, { page }) {
        app.use(cors({ origin: page }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "healthy-order",
      label: "cors() first, then the body parser and the token check",
      outcomes: ["allowed", "allowed"],
      errors: [],
      serve(app) {
        app.use(cors(), express.json(), requireToken);
        app.post("/orders", saveOrder);
      },
      call: `const post = (headers) => fetch(api + "/orders", {
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify({ item: "tea" }),
});
const refused = await post({});
await refused.text();
const response = await post({ Authorization: "Bearer 42" });
return [refused.status, response.status, await response.json()];`,
    },
    {
      id: "healthy-credentials",
      label: "A request with credentials",
      outcomes: ["allowed"],
      errors: [],
      serve(app, { page }) {
        app.use(cors({ origin: page, credentials: true }));
        app.get("/orders", listOrders);
      },
      call: getOrdersSignedIn,
    },
    {
      id: "healthy-credentials-preflight",
      label: "A request with a preflight and credentials, to another site",
      at: "other",
      outcomes: ["allowed"],
      errors: [],
      serve(app, { page }) {
        app.use(cors({ origin: page, credentials: true }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrderSignedIn,
    },
    {
      id: "healthy-cached-preflight",
      label: "Two requests, one preflight",
      outcomes: ["allowed", "allowed"],
      errors: [],
      serve(app) {
        app.use(cors({ maxAge: 600 }));
        app.put("/orders/:id", saveOrder);
      },
      call: `const save = () => fetch(api + "/orders/1", { method: "PUT" }).then((response) => response.json());
return [await save(), await save()];`,
    },
    {
      id: "healthy-unread",
      label: "A PUT with the response 204, which the page does not read",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.put("/orders/:id", (_request, response) => response.sendStatus(204));
      },
      call: `const response = await fetch(api + "/orders/1", { method: "PUT" });
return response.status;`,
    },
    {
      id: "healthy-not-modified",
      label: "The second request gets 304",
      outcomes: ["allowed", "allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", (request, response, next) => {
          response.set("Cache-Control", "no-cache");
          listOrders(request, response, next);
        });
      },
      call: `const list = () => fetch(api + "/orders").then((response) => response.json());
return [await list(), await list()];`,
    },
    {
      id: "healthy-redirect",
      label: "A redirect with CORS headers at each hop",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", (request, response) => response.redirect(`${request.baseUrl}/v2/orders`));
        app.get("/v2/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "healthy-redirect-elsewhere",
      label: "A redirect to another host, which allows every origin",
      outcomes: ["allowed"],
      errors: [],
      serve(app, { other }) {
        app.use(cors());
        app.get("/orders", (request, response) => response.redirect(`${other}${request.baseUrl}/v2/orders`));
        app.get("/v2/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "healthy-error",
      label: "A 500 with CORS headers, which the page can read",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.post("/orders", (_request, response) => {
          response.status(500).json({ error: "Out of tea." });
        });
      },
      call: postOrder,
    },
    {
      id: "healthy-token",
      label: "Authorization with Allow-Headers: *, which Chromium allows",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors({ allowedHeaders: "*" }));
        app.get("/orders", listOrders);
      },
      call: getOrdersWithToken,
    },
    {
      id: "healthy-star-credentials-unused",
      label: "cors({ credentials: true }) without an origin, and a request without credentials",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors({ credentials: true }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "healthy-form",
      label: "A form posted without a preflight",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.post("/orders", saveOrder);
      },
      call: `const response = await fetch(api + "/orders", {
  method: "POST",
  body: new URLSearchParams({ item: "tea" }),
});
return response.json();`,
    },
    {
      id: "healthy-event-source",
      label: "An EventSource that is closed by the page",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/events", (_request, response) => {
          response.type("text/event-stream").write("data: tea\n\n");
        });
      },
      call: `const events = new EventSource(api + "/events");
return new Promise((resolve, reject) => {
  events.onmessage = () => resolve("an event");
  events.onerror = () => reject(new Error("EventSource failed"));
}).finally(() => events.close());`,
    },
    {
      id: "healthy-cors-image",
      label: "An image with crossorigin, which the server allows",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/photo.svg", photo);
      },
      call: `const image = new Image();
image.crossOrigin = "anonymous";
image.src = api + "/photo.svg";
await image.decode();
return "an image";`,
    },
    {
      id: "healthy-image",
      label: "An image of another origin, which needs no CORS",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.get("/photo.svg", photo);
      },
      call: `const image = new Image();
image.src = api + "/photo.svg";
await image.decode();
return "an image";`,
    },
    {
      id: "healthy-no-cors",
      label: "A request with no-cors, whose response the page cannot read",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.get("/orders", listOrders);
      },
      call: `const response = await fetch(api + "/orders", { mode: "no-cors" });
return response.type;`,
    },
    {
      id: "healthy-same-origin",
      label: "A request to the page's own origin",
      at: "page",
      outcomes: [],
      errors: [],
      serve(app) {
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "healthy-same-origin-error",
      label: "A request to the page's own origin, which gets 500",
      at: "page",
      outcomes: [],
      errors: [],
      serve(app) {
        app.put("/orders/:id", (_request, response) => {
          response.status(500).json({ error: "Out of tea." });
        });
      },
      call: putOrder,
    },
  ],
};
