import cors from "cors";
import type { Group } from "./scene.ts";
import { getOrdersSignedIn, listOrders, photo, putOrderSignedIn, saveOrder } from "./shop.ts";

export const credentials: Group = {
  title: "Cookies and other credentials",
  scenes: [
    {
      id: "star-with-cookies",
      label: "cors() without options, and a request with credentials",
      outcomes: ["wildcard-origin-with-credentials"],
      errors: ["WildcardOriginNotAllowed"],
      serve(app) {
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: getOrdersSignedIn,
    },
    {
      id: "star-with-cookies-elsewhere",
      label: "cors() without options, and a request with credentials from another site",
      at: "other",
      outcomes: ["wildcard-origin-with-credentials"],
      errors: ["WildcardOriginNotAllowed"],
      serve(app) {
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: getOrdersSignedIn,
    },
    {
      id: "star-and-credentials-true",
      label: "cors({ credentials: true }) without an origin",
      outcomes: ["wildcard-origin-with-credentials"],
      errors: ["PreflightWildcardOriginNotAllowed"],
      serve(app) {
        app.use(cors({ credentials: true }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrderSignedIn,
    },
    {
      id: "star-with-xhr-cookies",
      label: "cors() without options, and XMLHttpRequest with an unnecessary withCredentials",
      outcomes: ["wildcard-origin-with-credentials"],
      errors: ["WildcardOriginNotAllowed"],
      serve(app) {
        app.use(cors());
        app.get("/orders", listOrders);
      },
      call: `const xhr = new XMLHttpRequest();
xhr.open("GET", api + "/orders");
xhr.withCredentials = true;
return new Promise((resolve, reject) => {
  xhr.onload = () => resolve(xhr.status);
  xhr.onerror = () => reject(new Error("XMLHttpRequest failed"));
  xhr.send();
});`,
    },
    {
      id: "star-with-event-source",
      label: "cors() without options, and an EventSource with credentials",
      outcomes: ["wildcard-origin-with-credentials"],
      errors: ["WildcardOriginNotAllowed"],
      serve(app) {
        app.use(cors());
        app.get("/events", (_request, response) => {
          response.type("text/event-stream").end("data: tea\n\n");
        });
      },
      call: `const events = new EventSource(api + "/events", { withCredentials: true });
return new Promise((resolve, reject) => {
  events.onmessage = () => resolve("an event");
  events.onerror = () => reject(new Error("EventSource failed"));
}).finally(() => events.close());`,
    },
    {
      id: "star-with-image-cookies",
      label: "cors() without options, and an image that uses credentials",
      outcomes: ["wildcard-origin-with-credentials"],
      errors: ["WildcardOriginNotAllowed"],
      serve(app) {
        app.use(cors());
        app.get("/photo.svg", photo);
      },
      call: `const image = new Image();
image.crossOrigin = "use-credentials";
image.src = api + "/photo.svg";
await image.decode();
return "an image";`,
    },
    {
      id: "credentials-missing",
      label: "The origin is right, credentials: true is missing",
      outcomes: ["allow-credentials-not-true"],
      errors: ["InvalidAllowCredentials"],
      serve(app, { page }) {
        app.use(cors({ origin: page }));
        app.get("/orders", listOrders);
      },
      call: getOrdersSignedIn,
    },
    {
      id: "credentials-missing-elsewhere",
      label: "The origin is right, credentials: true is missing, and the page is on another site",
      at: "other",
      outcomes: ["allow-credentials-not-true"],
      errors: ["InvalidAllowCredentials"],
      serve(app, { page }) {
        app.use(cors({ origin: page }));
        app.get("/orders", listOrders);
      },
      call: getOrdersSignedIn,
    },
    {
      id: "credentials-missing-preflight",
      label: "The origin is right, credentials: true is missing, and the request needs a preflight",
      outcomes: ["allow-credentials-not-true"],
      errors: ["PreflightInvalidAllowCredentials"],
      serve(app, { page }) {
        app.use(cors({ origin: page }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrderSignedIn,
    },
    {
      id: "credentials-on-options-only",
      label: "The preflight response allows credentials, the actual response does not",
      outcomes: ["allow-credentials-not-true"],
      errors: ["InvalidAllowCredentials"],
      serve(app, { page }) {
        app.options("/orders/:id", cors({ origin: page, credentials: true }));
        app.put("/orders/:id", cors({ origin: page }), saveOrder);
      },
      call: putOrderSignedIn,
    },
    {
      id: "credentials-capital-true",
      label: "Allow-Credentials is True, not true",
      outcomes: ["allow-credentials-not-true"],
      errors: ["InvalidAllowCredentials"],
      serve(app, { page }) {
        app.use(cors({ origin: page }));
        app.get("/orders", (request, response, next) => {
          response.set("Access-Control-Allow-Credentials", "True");
          listOrders(request, response, next);
        });
      },
      call: getOrdersSignedIn,
    },
    {
      id: "credentials-capital-true-preflight",
      label: "Allow-Credentials is True, not true, in the preflight response",
      outcomes: ["allow-credentials-not-true"],
      errors: ["PreflightInvalidAllowCredentials"],
      serve(app, { page }) {
        app.use((_request, response, next) => {
          response.set("Access-Control-Allow-Credentials", "True");
          next();
        });
        app.use(cors({ origin: page }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrderSignedIn,
    },
    {
      id: "methods-star-with-cookies",
      label: "Allow-Methods is *, which has no effect with credentials",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app, { page }) {
        app.use(cors({ origin: page, credentials: true, methods: "*" }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrderSignedIn,
    },
    {
      id: "headers-star-with-cookies",
      label: "Allow-Headers is *, which has no effect with credentials",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app, { page }) {
        app.use(cors({ origin: page, credentials: true, allowedHeaders: "*" }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrderSignedIn,
    },
  ],
};
