import cors from "cors";
import type { Group } from "./scene.ts";
import { frame, listOrders, saveOrder, worker } from "./shop.ts";

/** Gives DevTools time to attach to a new frame or worker. It does not record what these fetch before. */
const waitForDevTools = "await new Promise((resolve) => setTimeout(resolve, 500));";

/** Makes `frame` fetch, over a channel of its own, because other frames may post messages at the same time. */
const fetchFromFrame = `document.body.append(frame);
await new Promise((resolve) => { frame.onload = resolve; });
${waitForDevTools}
const { port1, port2 } = new MessageChannel();
frame.contentWindow.postMessage(other + "/orders", "*", [port2]);
const { data } = await new Promise((resolve) => { port1.onmessage = resolve; });
frame.remove();
return data;`;

export const contexts: Group = {
  title: "Frames, workers, and many requests at once",
  scenes: [
    {
      id: "sandboxed-frame",
      label: "A sandboxed frame has the origin null",
      at: "page",
      outcomes: ["allow-origin-mismatch"],
      errors: ["AllowOriginMismatch"],
      serve(app, { page }) {
        app.get("/frame.html", frame);
        app.use(cors({ origin: page }));
        app.get("/orders", listOrders);
      },
      call: `const frame = document.createElement("iframe");
frame.sandbox = "allow-scripts";
frame.src = api + "/frame.html";
${fetchFromFrame}`,
    },
    {
      id: "frame-of-another-origin",
      label: "The request comes from a frame with another origin than the page",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app, { page }) {
        app.get("/frame.html", frame);
        app.use(cors({ origin: [page] }));
        app.get("/orders", listOrders);
      },
      call: `const frame = document.createElement("iframe");
frame.src = api + "/frame.html";
${fetchFromFrame}`,
    },
    {
      id: "content-security-policy",
      label: "The frame's own Content-Security-Policy blocks the request",
      at: "page",
      outcomes: [],
      errors: [],
      serve(app) {
        app.get("/frame.html", (request, response, next) => {
          response.set("Content-Security-Policy", "connect-src 'self'");
          frame(request, response, next);
        });
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: `const frame = document.createElement("iframe");
frame.src = api + "/frame.html";
${fetchFromFrame}`,
    },
    {
      id: "worker",
      label: "A worker requests a route without CORS code",
      at: "page",
      outcomes: ["unknown"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/worker.js", worker);
        app.get("/orders", listOrders);
      },
      call: fetchFromWorker('{ url: other + "/orders" }'),
    },
    {
      id: "worker-preflight",
      label: "A worker sends a method that is not allowed",
      at: "page",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app) {
        app.get("/worker.js", worker);
        app.use(cors({ methods: ["GET"] }));
        app.put("/orders/:id", saveOrder);
      },
      call: fetchFromWorker('{ url: other + "/orders/1", options: { method: "PUT" } }'),
    },
    {
      id: "one-of-five",
      label: "Five equal requests at once, and one crashes before cors()",
      outcomes: ["allowed", "allowed", "allowed", "allowed", "missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        let count = 0;
        app.options("/orders/:id", cors({ maxAge: 0 }));
        app.put("/orders/:id", (_request, response, next) => {
          count += 1;
          if (count % 5 === 3) response.status(500).send("<h1>Internal Server Error</h1>");
          else next();
        });
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: putFiveAtOnce(),
    },
    {
      id: "one-preflight-of-five",
      label: "Five equal requests at once, and the rate limiter refuses one preflight",
      outcomes: ["allowed", "allowed", "allowed", "allowed", "missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app) {
        let count = 0;
        app.options("/orders/:id", (_request, response, next) => {
          count += 1;
          if (count % 5 === 3) response.status(429).set("Retry-After", "1").end();
          else next();
        });
        app.use(cors({ maxAge: 0 }));
        app.put("/orders/:id", saveOrder);
      },
      call: putFiveAtOnce(),
    },
    {
      id: "healthy-frame",
      label: "No mistake: a sandboxed frame, and cors() without options",
      at: "page",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.get("/frame.html", frame);
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: `const frame = document.createElement("iframe");
frame.sandbox = "allow-scripts";
frame.src = api + "/frame.html";
${fetchFromFrame}`,
    },
    {
      id: "healthy-worker",
      label: "No mistake: a worker, and cors() without options",
      at: "page",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.get("/worker.js", worker);
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: fetchFromWorker('{ url: other + "/orders/1", options: { method: "PUT" } }'),
    },
  ],
};

function fetchFromWorker(message: string): string {
  return `const worker = new Worker(api + "/worker.js");
${waitForDevTools}
const answer = new Promise((resolve) => { worker.onmessage = resolve; });
worker.postMessage(${message});
const { data } = await answer;
worker.terminate();
return data;`;
}

function putFiveAtOnce(): string {
  return `const save = () => fetch(api + "/orders/1", { method: "PUT" }).then((response) => response.json());
const results = await Promise.allSettled([save(), save(), save(), save(), save()]);
return results.map(({ status }) => status);`;
}
