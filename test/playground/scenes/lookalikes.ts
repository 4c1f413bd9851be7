import cors from "cors";
import type { Group } from "./scene.ts";
import { getOrders, listOrders, photo, putOrder, saveOrder } from "./shop.ts";

export const lookalikes: Group = {
  title: "Failures that are not CORS",
  scenes: [
    {
      id: "server-down",
      label: "The server is not running",
      at: "down",
      outcomes: ["failed"],
      errors: [],
      call: getOrders,
    },
    {
      id: "server-down-preflight",
      label: "The server is not running, and the request needs a preflight",
      at: "down",
      outcomes: ["failed"],
      errors: [],
      call: putOrder,
    },
    {
      id: "https-to-http-port",
      label: "The URL is https, the server is http",
      at: "https",
      outcomes: ["failed"],
      errors: [],
      call: getOrders,
    },
    {
      id: "unsafe-port",
      label: "The server listens on a port that browsers block",
      at: "unsafe",
      outcomes: ["failed"],
      errors: [],
      call: getOrders,
    },
    {
      id: "crashed-connection",
      label: "The server crashes and closes the connection",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.get("/orders", (request) => request.socket.destroy());
      },
      call: getOrders,
    },
    {
      id: "crashed-preflight",
      label: "The server crashes on OPTIONS and closes the connection",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.options("/orders/:id", (request) => request.socket.destroy());
      },
      call: putOrder,
    },
    {
      id: "cut-body",
      label: "The connection breaks during the response body",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", (request, response) => {
          response.set("Content-Length", "1000").write("[");
          setTimeout(() => request.socket.destroy(), 50);
        });
      },
      call: getOrders,
    },
    {
      id: "aborted",
      label: "The page cancels the request after 200 ms",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", () => {});
      },
      call: `const response = await fetch(api + "/orders", { signal: AbortSignal.timeout(200) });
return response.json();`,
    },
    {
      id: "aborted-preflight",
      label: "The page cancels the request during the preflight",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.options("/orders/:id", () => {});
      },
      call: `const response = await fetch(api + "/orders/1", { method: "PUT", signal: AbortSignal.timeout(200) });
return response.json();`,
    },
    {
      id: "redirect-mode-error",
      label: "The page forbids redirects, and the server redirects",
      outcomes: ["failed"],
      errors: [],
      serve(app, { page }) {
        app.use(cors({ origin: page, credentials: true }));
        app.get("/orders", (request, response) => response.redirect(`${request.baseUrl}/v2/orders`));
      },
      call: `const response = await fetch(api + "/orders", { redirect: "error" });
return response.json();`,
    },
    {
      id: "redirect-loop",
      label: "The server redirects in a loop",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", (request, response) => response.redirect(request.originalUrl));
      },
      call: getOrders,
    },
    {
      id: "resource-policy",
      label: "Cross-Origin-Resource-Policy, as Helmet sets it, blocks the image",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.use((_request, response, next) => {
          response.set("Cross-Origin-Resource-Policy", "same-origin");
          next();
        });
        app.get("/photo.svg", photo);
      },
      call: `const image = new Image();
image.src = api + "/photo.svg";
await image.decode();
return "an image";`,
    },
    {
      id: "opaque-response-blocked",
      label: "A script element that loads JSON",
      outcomes: ["failed"],
      errors: [],
      serve(app) {
        app.get("/orders", (request, response, next) => {
          response.set("X-Content-Type-Options", "nosniff");
          listOrders(request, response, next);
        });
      },
      call: `const script = document.createElement("script");
script.src = api + "/orders";
return new Promise((resolve, reject) => {
  script.onload = () => resolve("a script");
  script.onerror = () => reject(new Error("The script failed"));
  document.head.append(script);
}).finally(() => script.remove());`,
    },
    {
      id: "mode-same-origin",
      label: "The page uses mode: same-origin for another origin",
      outcomes: [],
      errors: [],
      serve(app) {
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: `const response = await fetch(api + "/orders", { mode: "same-origin" });
return response.json();`,
    },
    {
      id: "address-without-scheme",
      label: "The URL lacks http://, so localhost becomes its scheme",
      outcomes: [],
      errors: [],
      serve(app) {
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: `const response = await fetch(api.replace("http://", "") + "/orders");
return response.json();`,
    },
    {
      id: "not-json",
      label: "CORS passes, but the page reads an HTML error page as JSON",
      outcomes: ["allowed"],
      errors: [],
      serve(app) {
        app.use(cors());
      },
      call: getOrders,
    },
  ],
};
