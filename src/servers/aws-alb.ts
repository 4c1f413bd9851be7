import { byCookie, byHeader, byHost, defineServer } from "./server.ts";

/**
 * An Application Load Balancer of AWS. `Server: awselb/2.0` appears on its own errors. Its error page is nginx's
 * without the last line. The host alone may also be another type of load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-header-modification.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
 * @see https://qiita.com/fururun02/items/9e9823c9a5c579ee7b86
 */
export const awsAlb = defineServer({
  id: "aws-alb",
  name: "AWS Application Load Balancer",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Server", /^awselb\b/i) ??
    byCookie(response, /^AWSALB(CORS)?$/) ??
    byHost(response, /\.elb\.amazonaws\.com$/, "possible"),
  answersItself: ({ status, header, body }) =>
    status >= 400 &&
    /^awselb\b/i.test(header("Server") ?? "") &&
    (body === null
      ? header("Content-Type") === "text/html"
      : /<center><h1>\d{3} [^<]*<\/h1><\/center>\s*<\/body>/.test(body)),
  stacks: [],
});
