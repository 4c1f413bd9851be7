import cors from "cors";
import express from "express";
import type { Group } from "./scene.ts";
import { getOrders, getOrdersWithToken, listOrders, postOrder, putOrder, requireToken, saveOrder } from "./shop.ts";

export const missing: Group = {
  title: "No CORS headers where they are needed",
  scenes: [
    {
      id: "no-cors-code",
      label: "No CORS code at all",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "express-answers-options",
      label: "No CORS code, and Express's default OPTIONS handler responds with 200",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "cors-after-route",
      label: "cors() registered after the route",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/orders", listOrders);
        app.use(cors());
      },
      call: getOrders,
    },
    {
      id: "cors-on-one-route",
      label: "cors() on the PUT route only, so it does not run for OPTIONS",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.put("/orders/:id", cors(), saveOrder);
      },
      call: putOrder,
    },
    {
      id: "cors-on-options-only",
      label: "cors() on OPTIONS only, not on the actual request",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.options("/orders/:id", cors());
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "cors-on-another-path",
      label: "cors() on /api, and a request to another path",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use("/api", cors(), express.Router().put("/orders/:id", saveOrder));
      },
      call: putOrder,
    },
    {
      id: "origin-not-in-list",
      label: "The page's origin is not in the list of cors()",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: ["https://shop.example", "https://admin.shop.example"], credentials: true }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "origin-not-in-list-preflight",
      label: "The page's origin is not in the list of cors(), and the request needs a preflight",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: ["https://shop.example", "https://admin.shop.example"] }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "origin-pattern",
      label: "The pattern for the origin does not allow for the port",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: /^http:\/\/localhost$/ }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "origin-refused",
      label: "The origin callback of cors() refuses the origin",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: (origin, callback) => callback(null, origin === "https://shop.example") }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "origin-callback-throws",
      label: "The origin callback of cors() passes an Error",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: refuseWithError }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "origin-callback-throws-preflight",
      label: "The origin callback of cors() passes an Error for the preflight",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: refuseWithError }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "origin-variable-unset",
      label: "The environment variable with the origin is not set: cors() is off",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(cors({ origin: process.env.PLAYGROUND_NEVER_SET }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "auth-before-cors",
      label: "The token check is before cors(), and OPTIONS never carries a token",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use(requireToken, cors());
        app.get("/orders", listOrders);
      },
      call: getOrdersWithToken,
    },
    {
      id: "auth-before-cors-simple",
      label: "The token check is before cors(), and its 401 has no CORS headers",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(requireToken, cors());
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "method-guard-before-cors",
      label: "A guard responds with 405 to unknown methods, also to OPTIONS",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use((request, response, next) => {
          if (["GET", "PUT"].includes(request.method)) return next();
          response.status(405).set("Allow", "GET, PUT").end();
        });
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "body-parser-before-cors",
      label: "The body parser is before cors(), and responds to invalid JSON with 400",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(express.json(), cors());
        app.post("/orders", saveOrder);
      },
      call: `const response = await fetch(api + "/orders", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: "{ item: tea }",
});
return response.json();`,
    },
    {
      id: "body-limit-before-cors",
      label: "The body parser is before cors(), and responds to a large body with 413",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(express.json({ limit: "1kb" }), cors());
        app.post("/orders", saveOrder);
      },
      call: `const response = await fetch(api + "/orders", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ note: "tea ".repeat(1000) }),
});
return response.json();`,
    },
    {
      id: "limiter-before-cors",
      label: "The rate limiter is before cors(), and its 429 has no CORS headers",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use((_request, response) => {
          response.status(429).set("Retry-After", "60").json({ error: "Too many requests." });
        });
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "limiter-before-cors-preflight",
      label: "The rate limiter counts preflights too, and refuses one",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        app.use((_request, response) => {
          response.status(429).set("Retry-After", "60").json({ error: "Too many requests." });
        });
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "crash-before-headers",
      label: "The handler crashes before it sets its CORS header",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app, { page }) {
        app.get("/orders", (_request, response) => {
          const orders = JSON.parse("<html>");
          response.set("Access-Control-Allow-Origin", page).json(orders);
        });
      },
      call: getOrders,
    },
    {
      id: "error-page-drops-headers",
      label: "The error handler removes the headers that cors() set",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.use(cors());
        app.post("/orders", (_request, response) => {
          for (const name of response.getHeaderNames()) response.removeHeader(name);
          response.status(500).send("<h1>Internal Server Error</h1>");
        });
      },
      call: postOrder,
    },
    {
      id: "gateway-error",
      label: "The gateway in front responds with 502 itself, without CORS headers",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app, { down }) {
        app.get("/orders", async (_request, response) => {
          const upstream = await fetch(`${down}/orders`).catch(() => undefined);
          if (upstream) return response.send(await upstream.text());
          response.status(502).set("Server", "nginx").send("<h1>502 Bad Gateway</h1>");
        });
      },
      call: getOrders,
    },
    {
      id: "misspelt-header",
      label: "The header's name is misspelled",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app, { page }) {
        app.get("/orders", (request, response, next) => {
          response.set("Access-Control-Allow-Orgin", page);
          listOrders(request, response, next);
        });
      },
      call: getOrders,
    },
    {
      id: "xhr",
      label: "No CORS code, and a request by XMLHttpRequest",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/orders", listOrders);
      },
      call: `const xhr = new XMLHttpRequest();
xhr.open("GET", api + "/orders");
return new Promise((resolve, reject) => {
  xhr.onload = () => resolve(xhr.status);
  xhr.onerror = () => reject(new Error("XMLHttpRequest failed"));
  xhr.send();
});`,
    },
    {
      id: "event-source",
      label: "No CORS code, and a request by EventSource",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/events", (_request, response) => {
          response.type("text/event-stream").end("data: tea\n\n");
        });
      },
      call: `const events = new EventSource(api + "/events");
return new Promise((resolve, reject) => {
  events.onmessage = () => resolve("an event");
  events.onerror = () => reject(new Error("EventSource failed"));
}).finally(() => events.close());`,
    },
    {
      id: "image-for-canvas",
      label: "No CORS code, and an image with crossorigin",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/photo.svg", (_request, response) => {
          response.type("image/svg+xml").send('<svg xmlns="http://www.w3.org/2000/svg"/>');
        });
      },
      call: `const image = new Image();
image.crossOrigin = "anonymous";
image.src = api + "/photo.svg";
await image.decode();
return "an image";`,
    },
  ],
};

function refuseWithError(origin: string | undefined, callback: (error: Error | null, allowed?: boolean) => void): void {
  if (origin === "https://shop.example") callback(null, true);
  else callback(new Error("Not allowed by CORS"));
}
