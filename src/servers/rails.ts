import { byBody, byCookie, byHeaderName, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Ruby on Rails. `Rack::Runtime` and `ActionDispatch::RequestId` add a header each, in development and in production.
 * Its errors come from outside the controllers, and lack the security headers that every controller sets.
 * @see https://github.com/rails/rails/blob/main/railties/lib/rails/application/default_middleware_stack.rb
 * @see https://github.com/rails/rails/blob/main/actionpack/lib/action_dispatch/middleware/public_exceptions.rb
 * @see https://github.com/rails/rails/blob/main/railties/lib/rails/generators/rails/app/templates/public/404.html
 */
export const rails = defineServer({
  id: "rails",
  name: "Rails",
  layer: "framework",
  recognize: (response) =>
    byBody(response, ownPage) ??
    byMiddleware(response) ??
    byHeaderName(response, ["X-Runtime"], "possible") ??
    byCookie(response, /^_[a-z0-9_]+_session$/, "possible"),
  answersItself: (response) => isOwnPage(response) || isPublicException(response),
  stacks: ["rails"],
});

const ownPage =
  /<title>(Action Controller: Exception caught|The page you were looking for doesn['’]t exist|The change you wanted was rejected|We['’]re sorry, but something went wrong)/;

function isOwnPage({ status, body }: ServerResponse): boolean {
  return status >= 400 && ownPage.test(body ?? "");
}

function byMiddleware({ header, headerNames }: ServerResponse): Recognition | undefined {
  return /^\d+\.\d+$/.test(header("X-Runtime") ?? "") && headerNames.includes("x-request-id")
    ? { certainty: "certain", evidence: "`X-Runtime` and `X-Request-Id`" }
    : undefined;
}

/** True for the empty page or the JSON that stands for an error in production. */
function isPublicException({ status, header, headerNames, body }: ServerResponse): boolean {
  return (
    status >= 400 &&
    headerNames.includes("x-runtime") &&
    header("X-Frame-Options") === null &&
    (header("Content-Length") === "0" || /^\{"status":\d{3},"error":"[^"]*"\}$/.test(body ?? ""))
  );
}
