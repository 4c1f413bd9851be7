import type { FixContext } from "../../remedy.ts";
import type { Line, ServerTraits, StackEvidence } from "../stack.ts";
import { beforeRedirectingRoute } from "./js-comments.ts";
import { jsString } from "./quote.ts";

export const errorHandlerRemovesHeaders =
  "An error handler that calls `res.writeHead` or removes headers takes them off again.";

export const redirectBeforeExpress =
  "A redirect that a proxy or a platform in front makes is out of Express's reach: call the final URL, or change it there.";

/** The evidence for Express: `X-Powered-By`, or, where an app switches that off, the form of Express's weak `ETag`. */
export function isExpress(traits: ServerTraits, certainty: StackEvidence["certainty"]): StackEvidence | undefined {
  if (traits.values("X-Powered-By").includes("Express")) return { certainty, evidence: "`X-Powered-By: Express`" };
  const etag = traits.values("ETag").find((value) => /^W\/"[0-9a-f]+-[A-Za-z0-9+/]{27}"$/.test(value));
  return etag === undefined ? undefined : { certainty: "possible", evidence: `\`ETag: ${etag}\`, in Express's form` };
}

/** A route that redirects without user name and password, which goes before the route that names them. */
export function redirectRoute({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    beforeRedirectingRoute,
    { changed: `app.all(${jsString(path)}, (req, res) => {` },
    { changed: `  res.redirect(307, ${jsString(target)});` },
    { changed: "});" },
  ];
}
