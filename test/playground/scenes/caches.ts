import cors from "cors";
import type { Group } from "./scene.ts";
import { getOrders, listOrders, saveOrder } from "./shop.ts";

export const caches: Group = {
  title: "Caches",
  scenes: [
    {
      id: "cached-image",
      label: "An image is cached without CORS headers, then fetched, and Vary: Origin is missing",
      outcomes: ["allowed", "missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/photo.svg", (request, response) => {
          const { origin } = request.headers;
          if (origin) response.set("Access-Control-Allow-Origin", origin);
          response.set("Cache-Control", "max-age=60").type("image/svg+xml");
          response.send('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
        });
      },
      call: `const image = new Image();
image.src = api + "/photo.svg";
await image.decode();
const response = await fetch(api + "/photo.svg");
return response.text();`,
    },
    {
      id: "shared-cache",
      label: "A shared cache returns a response for another origin",
      outcomes: ["allow-origin-mismatch"],
      errors: ["AllowOriginMismatch"],
      serve(app) {
        app.get("/orders", (request, response, next) => {
          response.set({ "Access-Control-Allow-Origin": "https://shop.example", Age: "120", "X-Cache": "Hit" });
          listOrders(request, response, next);
        });
      },
      call: getOrders,
    },
    {
      id: "cached-preflight",
      label: "The preflight is cached, and the second response has no CORS headers",
      outcomes: ["allowed", "missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.options("/orders/:id", cors({ maxAge: 600 }));
        app.put("/orders/:id", (request, response, next) => {
          if (request.get("X-Try") === "2") response.status(503).send("<h1>Service Unavailable</h1>");
          else cors()(request, response, next);
        });
        app.put("/orders/:id", saveOrder);
      },
      call: `const save = (attempt) => fetch(api + "/orders/1", { method: "PUT", headers: { "X-Try": attempt } });
const first = await save("1");
await first.text();
const second = await save("2");
return second.json();`,
    },
  ],
};
