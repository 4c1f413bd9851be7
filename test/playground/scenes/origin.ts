import cors from "cors";
import type { Group, Origins, Scene } from "./scene.ts";
import { addHeader, getOrders, listOrders, putOrder, saveOrder } from "./shop.ts";

const verdicts = {
  mismatch: { outcomes: ["allow-origin-mismatch"], errors: ["AllowOriginMismatch"] },
  invalid: { outcomes: ["invalid-allow-origin"], errors: ["InvalidAllowOriginValue"] },
  multiple: { outcomes: ["multiple-allow-origins"], errors: ["MultipleAllowOriginValues"] },
} as const;

export const origin: Group = {
  title: "The allowed origin is wrong",
  scenes: [
    configuredScene(
      "origin-trailing-slash",
      "The allowed origin has a slash at the end",
      "mismatch",
      ({ page }) => `${page}/`,
    ),
    configuredScene("origin-path", "The allowed origin has a path", "mismatch", ({ page }) => `${page}/app`),
    configuredScene("origin-https", "The allowed origin is https, the page is http", "mismatch", ({ page }) =>
      page.replace("http:", "https:"),
    ),
    configuredScene("origin-port", "The allowed origin has another port", "mismatch", ({ page }) =>
      page.replace(/\d+$/, "3000"),
    ),
    configuredScene("origin-no-port", "The allowed origin has no port", "mismatch", () => "http://localhost"),
    configuredScene("origin-ip", "The allowed origin is 127.0.0.1, the page is localhost", "mismatch", ({ page }) =>
      page.replace("localhost", "127.0.0.1"),
    ),
    configuredScene("origin-www", "The allowed origin has www., the page's origin does not", "mismatch", ({ page }) =>
      page.replace("//", "//www."),
    ),
    configuredScene("origin-upper-case", "The allowed origin is in upper case", "mismatch", ({ page }) =>
      page.replace("localhost", "LOCALHOST"),
    ),
    configuredScene(
      "origin-other-stage",
      "The allowed origin is that of production",
      "mismatch",
      () => "https://shop.example",
    ),
    configuredScene("origin-null", "The allowed origin is null", "mismatch", () => "null"),
    configuredScene("origin-subdomain-star", "The allowed origin has a * for the subdomain", "mismatch", ({ page }) =>
      page.replace("//", "//*."),
    ),
    configuredScene(
      "origin-no-scheme-port",
      "The allowed origin is host:port, without http://",
      "mismatch",
      ({ page }) => page.replace("http://", ""),
    ),
    configuredScene("origin-no-scheme", "The allowed origin has no scheme", "invalid", () => "app.example.com"),
    configuredScene("origin-undefined", "An unset variable became the text undefined", "invalid", () => `${undefined}`),
    configuredScene(
      "origin-quotes",
      "The allowed origin is in quotes, as in the .env file",
      "invalid",
      ({ page }) => `"${page}"`,
    ),
    configuredScene("origin-true", "The allowed origin is the text true", "invalid", () => "true"),
    configuredScene(
      "origin-comma-list",
      "Several origins in one variable, which the server does not split",
      "multiple",
      ({ page }) => `https://shop.example,${page}`,
    ),
    {
      id: "origin-empty",
      label: "The allowed origin is empty",
      outcomes: ["invalid-allow-origin"],
      errors: ["InvalidAllowOriginValue"],
      serve(app) {
        app.get("/orders", (request, response, next) => {
          response.set("Access-Control-Allow-Origin", "");
          listOrders(request, response, next);
        });
      },
      call: getOrders,
    },
    {
      id: "origin-trailing-slash-preflight",
      label: "The allowed origin has a slash at the end, and the request needs a preflight",
      outcomes: ["allow-origin-mismatch"],
      errors: ["PreflightAllowOriginMismatch"],
      serve(app, { page }) {
        app.use(cors({ origin: `${page}/` }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "origin-undefined-preflight",
      label: "An unset variable became the text undefined, and the request needs a preflight",
      outcomes: ["invalid-allow-origin"],
      errors: ["PreflightInvalidAllowOriginValue"],
      serve(app) {
        app.use(cors({ origin: `${undefined}` }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "origin-comma-list-preflight",
      label: "Several origins in one variable, and the request needs a preflight",
      outcomes: ["multiple-allow-origins"],
      errors: ["PreflightMultipleAllowOriginValues"],
      serve(app, { page }) {
        app.use(cors({ origin: `https://shop.example,${page}` }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "proxy-and-app",
      label: "The proxy in front and cors() both add the header",
      outcomes: ["multiple-allow-origins"],
      errors: ["MultipleAllowOriginValues"],
      serve(app, { page }) {
        app.use(addHeader("Access-Control-Allow-Origin", "*"), cors({ origin: page }));
        app.get("/orders", listOrders);
      },
      call: getOrders,
    },
    {
      id: "proxy-and-app-preflight",
      label: "The proxy in front and cors() both add the header, also to the preflight response",
      outcomes: ["multiple-allow-origins"],
      errors: ["PreflightMultipleAllowOriginValues"],
      serve(app, { page }) {
        app.use(addHeader("Access-Control-Allow-Origin", page), cors({ origin: page }));
        app.put("/orders/:id", saveOrder);
      },
      call: putOrder,
    },
    {
      id: "set-twice",
      label: "Two middlewares append the same header",
      outcomes: ["multiple-allow-origins"],
      errors: ["MultipleAllowOriginValues"],
      serve(app) {
        app.use(cors());
        app.get("/orders", (request, response, next) => {
          response.append("Access-Control-Allow-Origin", "*");
          listOrders(request, response, next);
        });
      },
      call: getOrders,
    },
    {
      id: "actual-mismatch",
      label: "Two instances of cors(): the one for OPTIONS allows the page, the other does not",
      outcomes: ["allow-origin-mismatch"],
      errors: ["AllowOriginMismatch"],
      serve(app) {
        app.options("/orders/:id", cors());
        app.put("/orders/:id", cors({ origin: "https://shop.example" }), saveOrder);
      },
      call: putOrder,
    },
  ],
};

/** A scene whose `origin` option is a string, which `cors()` sends as it is to every origin. */
function configuredScene(
  id: string,
  label: string,
  verdict: keyof typeof verdicts,
  allowed: (origins: Origins) => string,
): Scene {
  return {
    id,
    label,
    ...verdicts[verdict],
    serve(app, origins) {
      app.use(cors({ origin: allowed(origins) }));
      app.get("/orders", listOrders);
    },
    call: getOrders,
  };
}
