import cors from "cors";
import type { RequestHandler } from "express";
import type { Group, Scene } from "./scene.ts";
import { getOrdersWithToken, listOrders, putOrder, requireToken, saveOrder } from "./shop.ts";

export const preflight: Group = {
  title: "The preflight response is wrong",
  scenes: [
    {
      id: "preflight-401",
      label: "cors({ preflightContinue: true }), and the token check responds to OPTIONS",
      outcomes: ["preflight-status-not-ok"],
      errors: ["PreflightInvalidStatus"],
      serve(app) {
        app.use(cors({ preflightContinue: true }), requireToken);
        app.get("/orders", listOrders);
      },
      call: getOrdersWithToken,
    },
    handledPreflightScene(
      "preflight-404",
      "cors({ preflightContinue: true }), and there is no OPTIONS route",
      (_request, response) => {
        response.sendStatus(404);
      },
    ),
    handledPreflightScene(
      "preflight-405",
      "cors({ preflightContinue: true }), and a guard responds with 405",
      (_request, response) => {
        response.set("Allow", "GET, PUT").sendStatus(405);
      },
    ),
    handledPreflightScene(
      "preflight-500",
      "cors({ preflightContinue: true }), and a handler crashes on the empty body",
      (request) => {
        JSON.parse(request.body);
      },
    ),
    {
      id: "https-redirect",
      label: "The redirect to https is before cors()",
      outcomes: ["preflight-redirect"],
      errors: ["PreflightDisallowedRedirect"],
      serve(app) {
        app.use((request, response, next) => {
          if (request.secure) return next();
          response.redirect(301, `https://${request.headers.host}${request.originalUrl}`);
        });
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "slash-redirect",
      label: "The redirect to the path with a slash is before cors()",
      outcomes: ["preflight-redirect"],
      errors: ["PreflightDisallowedRedirect"],
      serve(app) {
        app.use((request, response, next) => {
          if (request.path.endsWith("/")) return next();
          response.redirect(308, `${request.originalUrl}/`);
        });
        app.use(cors());
        app.put("/orders/:id/", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "host-redirect",
      label: "The redirect to the main host name is before cors()",
      outcomes: ["preflight-redirect"],
      errors: ["PreflightDisallowedRedirect"],
      serve(app, { other }) {
        app.use((request, response, next) => {
          if (request.hostname === new URL(other).hostname) return next();
          response.redirect(307, `${other}${request.originalUrl}`);
        });
        app.use(cors());
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "login-redirect-preflight",
      label: "Without a session, the server redirects every request to the login page, also OPTIONS",
      outcomes: ["preflight-redirect"],
      errors: ["PreflightDisallowedRedirect"],
      serve(app) {
        app.use((request, response) => {
          response.redirect(302, `${request.baseUrl}/login?next=${encodeURIComponent(request.path)}`);
        });
      },
      call: putOrder,
    },
  ],
};

/** A scene in which `cors()` sets its headers on the preflight and the handler sends the response with its status. */
function handledPreflightScene(id: string, label: string, handler: RequestHandler): Scene {
  return {
    id,
    label,
    outcomes: ["preflight-status-not-ok"],
    errors: ["PreflightInvalidStatus"],
    serve(app) {
      app.use(cors({ preflightContinue: true }));
      app.options("/orders/:id", handler);
      app.put("/orders/:id", saveOrder);
    },
    call: putOrder,
  };
}
