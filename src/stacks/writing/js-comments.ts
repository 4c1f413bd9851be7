// Comments that stand in the JavaScript of several stacks in the same words.

export const firstMiddleware =
  "// First middleware of the app: before authentication, body parsers, redirects, static files and routes.";

export const beforeRedirectingRoute = "// Before the route that redirects with `user:password@`, which it replaces.";
