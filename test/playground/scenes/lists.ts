import cors from "cors";
import type { Group } from "./scene.ts";
import { getOrdersWithToken, listOrders, postOrder, putOrder, saveOrder } from "./shop.ts";

export const lists: Group = {
  title: "Methods and headers that are not allowed",
  scenes: [
    {
      id: "methods-without-put",
      label: "The list of methods lacks PUT",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ methods: ["GET", "POST"] }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "methods-without-delete",
      label: "The list of methods lacks DELETE",
      at: "other",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ methods: "GET,HEAD,POST" }));
        app.delete("/orders/:id", saveOrder);
      },
      call: `const response = await fetch(api + "/orders/1", { method: "DELETE" });
return response.json();`,
    },
    {
      id: "methods-lower-case",
      label: "The list of methods is in lower case",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ methods: ["get", "put"] }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "patch-lower-case",
      label: "The page writes patch in lower case, which browsers do not change",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors());
        app.patch("/orders/:id", saveOrder);
      },
      call: `const response = await fetch(api + "/orders/1", { method: "patch" });
return response.json();`,
    },
    {
      id: "methods-absent",
      label: "CORS code by hand, without Allow-Methods",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app, { page }) {
        app.use((request, response, next) => {
          response.set("Access-Control-Allow-Origin", page);
          response.set("Access-Control-Allow-Headers", "Content-Type");
          if (request.method === "OPTIONS") response.sendStatus(204);
          else next();
        });
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "methods-semicolons",
      label: "The list of methods has semicolons instead of commas",
      outcomes: ["invalid-allow-methods"],
      errors: ["InvalidAllowMethodsPreflightResponse"],
      serve(app) {
        app.use(cors({ methods: "GET; POST; PUT" }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "methods-spaces",
      label: "The list of methods has spaces instead of commas",
      outcomes: ["invalid-allow-methods"],
      errors: ["InvalidAllowMethodsPreflightResponse"],
      serve(app) {
        app.use(cors({ methods: "GET POST PUT" }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "headers-without-authorization",
      label: "The list of headers lacks Authorization",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: ["Content-Type"] }));
        app.get("/orders", listOrders);
      },
      call: getOrdersWithToken,
    },
    {
      id: "headers-without-content-type",
      label: "The list of headers lacks Content-Type, which JSON needs",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: ["Authorization"] }));
        app.post("/orders", saveOrder);
      },
      call: postOrder,
    },
    {
      id: "headers-two-of-three",
      label: "The list of headers lacks two of three headers",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: ["Content-Type"] }));
        app.post("/orders", saveOrder);
      },
      call: `const response = await fetch(api + "/orders", {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-Request-Id": "42", "X-Shop": "tea" },
  body: JSON.stringify({ item: "tea" }),
});
return response.json();`,
    },
    {
      id: "headers-absent",
      label: "CORS code by hand, without Allow-Headers",
      at: "other",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app, { page }) {
        app.use((request, response, next) => {
          response.set("Access-Control-Allow-Origin", page);
          response.set("Access-Control-Allow-Methods", "GET, POST, PUT");
          if (request.method === "OPTIONS") response.sendStatus(204);
          else next();
        });
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "headers-of-tracing",
      label: "A tracing library adds headers that the server does not allow",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: ["Content-Type", "Authorization"] }));
        app.get("/orders", listOrders);
      },
      call: `const response = await fetch(api + "/orders", {
  headers: {
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    baggage: "shop=tea",
    "sentry-trace": "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
  },
});
return response.json();`,
    },
    {
      id: "headers-of-caching",
      label: "The page sends Cache-Control to avoid a cache",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: ["Content-Type"] }));
        app.get("/orders", listOrders);
      },
      call: `const response = await fetch(api + "/orders", {
  headers: { "Cache-Control": "no-cache", Pragma: "no-cache" },
});
return response.json();`,
    },
    {
      id: "response-header-in-request",
      label: "The page sends Access-Control-Allow-Origin, a response header",
      outcomes: ["header-not-allowed"],
      errors: ["HeaderDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: ["Content-Type", "Authorization"] }));
        app.get("/orders", listOrders);
      },
      call: `const response = await fetch(api + "/orders", {
  headers: { "Access-Control-Allow-Origin": "*" },
});
return response.json();`,
    },
    {
      id: "headers-semicolons",
      label: "The list of headers has semicolons instead of commas",
      outcomes: ["invalid-allow-headers"],
      errors: ["InvalidAllowHeadersPreflightResponse"],
      serve(app) {
        app.use(cors({ allowedHeaders: "Content-Type; Authorization" }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "method-and-headers",
      label: "Neither the method nor the header is allowed",
      outcomes: ["method-not-allowed"],
      errors: ["MethodDisallowedByPreflightResponse"],
      serve(app) {
        app.use(cors({ methods: ["GET"], allowedHeaders: ["Authorization"] }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
  ],
};
