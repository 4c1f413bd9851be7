import type { FixContext } from "../../remedy.ts";
import type { Line } from "../stack.ts";
import { beforeRedirectingRoute } from "./js-comments.ts";
import { jsString } from "./quote.ts";

export const errorHandlerRemovesHeaders =
  "An error handler that calls `res.writeHead` or removes headers takes them off again.";

export const redirectBeforeExpress =
  "A redirect that a proxy or a platform in front makes is out of Express's reach: call the final URL, or change it there.";

/** A route that redirects without user name and password, which goes before the route that names them. */
export function redirectRoute({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    beforeRedirectingRoute,
    { changed: `app.all(${jsString(path)}, (req, res) => {` },
    { changed: `  res.redirect(307, ${jsString(target)});` },
    { changed: "});" },
  ];
}
