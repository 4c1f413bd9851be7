import type { FixContext } from "../../remedy.ts";
import type { Line } from "../stack.ts";
import { beforeRedirectingRoute } from "./js-comments.ts";
import { jsString } from "./quote.ts";

export const keepInErrorHandler =
  "If an error handler removes response headers, let it keep the `Access-Control-…` headers.";

/** A route that redirects without user name and password, which goes before the route that names them. */
export function redirectRoute({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    beforeRedirectingRoute,
    { changed: `app.all(${jsString(path)}, (req, res) => {` },
    { changed: `  res.redirect(307, ${jsString(target)});` },
    { changed: "});" },
  ];
}
