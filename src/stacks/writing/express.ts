import type { FixContext } from "../../remedy.ts";
import type { Line } from "../stack.ts";
import { beforeRedirectingRoute } from "./js-comments.ts";
import { jsString } from "./quote.ts";

export const errorHandlerRemovesHeaders =
  "An error handler that calls `res.writeHead` or removes headers drops them again.";

export const redirectBeforeExpress =
  "Express cannot change a redirect that a proxy or a platform in front makes. Request the final URL, or change the redirect there.";

/** A route that redirects without user name and password, which goes before the route that names them. */
export function redirectRoute({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    beforeRedirectingRoute,
    { changed: `app.all(${jsString(path)}, (req, res) => {` },
    { changed: `  res.redirect(307, ${jsString(target)});` },
    { changed: "});" },
  ];
}
