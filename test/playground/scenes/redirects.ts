import cors from "cors";
import type { Group } from "./scene.ts";
import { getOrders, listOrders, putOrder, saveOrder } from "./shop.ts";

export const redirects: Group = {
  title: "Redirects",
  scenes: [
    {
      id: "redirect-before-cors",
      label: "The redirect to the new path is before cors()",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/orders", (request, response) => response.redirect(`${request.baseUrl}/v2/orders`));
        app.use(cors());
        app.get("/v2/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "redirect-target-without-cors",
      label: "The redirect has CORS headers, but the final response has none",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app) {
        app.get("/v2/orders", listOrders);
        app.use(cors());
        app.get("/orders", (request, response) => response.redirect(`${request.baseUrl}/v2/orders`));
      },
      call: getOrders,
    },
    {
      id: "login-redirect",
      label: "Without a session, the API redirects to the login page of another host",
      outcomes: ["missing-allow-origin"],
      errors: ["MissingAllowOriginHeader"],
      serve(app, { other }) {
        app.get("/login", (_request, response) => {
          response.send("<!doctype html><title>Sign in</title><h1>Sign in</h1>");
        });
        app.use(cors());
        app.get("/orders", (request, response) => response.redirect(`${other}${request.baseUrl}/login`));
      },
      call: getOrders,
    },
    {
      id: "redirect-makes-origin-null",
      label: "A redirect to another host makes the origin null, which no list contains",
      outcomes: ["allow-origin-mismatch"],
      errors: ["AllowOriginMismatch"],
      serve(app, { page, other }) {
        app.use(cors({ origin: page }));
        app.get("/orders", (request, response) => response.redirect(`${other}${request.baseUrl}/v2/orders`));
        app.get("/v2/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "redirect-target-preflight",
      label: "The request passes its preflight, is redirected, and needs another preflight",
      outcomes: ["missing-allow-origin"],
      errors: ["PreflightMissingAllowOriginHeader"],
      serve(app, { page, other }) {
        app.use(cors({ origin: [page] }));
        app.put("/orders/:id", (request, response) => response.redirect(307, `${other}${request.baseUrl}/v2/orders/1`));
        app.put("/v2/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "redirect-with-password",
      label: "The redirect leads to a URL with a user name and password",
      outcomes: ["redirect-with-credentials"],
      errors: ["RedirectContainsCredentials"],
      serve(app, { api }) {
        app.use(cors());
        app.get("/orders", (request, response) => {
          response.redirect(`${api.replace("//", "//shop:tea@")}${request.baseUrl}/v2/orders`);
        });
      },
      call: getOrders,
    },
    {
      id: "redirect-to-app",
      label: "The redirect leads to an app's URL, which is not http",
      outcomes: ["unsupported-scheme"],
      errors: ["CorsDisabledScheme"],
      serve(app) {
        app.use(cors());
        app.get("/orders", (_request, response) => response.redirect("shop://orders"));
      },
      call: getOrders,
    },
  ],
};
