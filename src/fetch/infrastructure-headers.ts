/**
 * True for the lower-cased name of a response header for browsers, proxies, servers and their operators. Pages do not read
 * such headers. Every other name may carry data of an API.
 * @see https://www.iana.org/assignments/http-fields/http-fields.xhtml
 */
export function isInfrastructureHeader(lowerName: string): boolean {
  return standardNames.has(lowerName) || families.test(lowerName) || operatorNames.test(lowerName);
}

/** Headers that the standards define for browsers and for the way of a message. */
const standardNames: ReadonlySet<string> = new Set(
  [
    "accept accept-ch accept-encoding accept-patch accept-post age allow alt-svc alt-used cache-status cache-tag",
    "cdn-cache-control clear-site-data connection content-encoding content-location cookie critical-ch date",
    "document-policy dnt early-data expect-ct feature-policy host http2-settings integrity-policy keep-alive",
    "last-event-id mime-version nel no-vary-search observe-browsing-topics origin origin-agent-cluster origin-trial p3p",
    "permissions-policy pragma priority public-key-pins referrer-policy refresh report-to reporting-endpoints server",
    "server-timing service-worker-allowed set-cookie set-cookie2 set-login sourcemap speculation-rules status",
    "strict-transport-security supports-loading-mode surrogate-control surrogate-key te timing-allow-origin tk trailer",
    "transfer-encoding upgrade vary via www-authenticate",
    "apigw-requestid b3 baggage cneonction eagleid function-execution-id nncoection request-context request-id",
    "retry rndr-id traceparent tracestate uber-trace-id correlation-id correlationid trace-id",
  ].flatMap((line) => line.split(" ")),
);

/** Groups of headers, by the start of their names. */
const families =
  /^(access-control|akamai|ali|cdn|cf|content-security-policy|cross-origin|elastic-apm|fastly|fly|lb|ms|newrelic|proxy|sb|sec|sentry|server|surrogate)(-|$)/;

/** Headers of hosting platforms, proxies, caches, frameworks and tracers. */
const operatorNames =
  /^x-(accel-.*|adblock-.*|akamai-.*|amz-.*|amzn-.*|aspnet.*|azure-.*|b3-.*|backend.*|cache(-.*)?|cacheable|cdn(-.*)?|cf-.*|check-.*|clacks-overhead|cloud-trace-context|content-security-policy.*|content-type-options|correlation-id|datadog-.*|dns-prefetch-control|download-options|drupal.*|edge-.*|envoy-.*|fastly-.*|firefox-.*|forwarded-.*|frame-options|generator|github-.*|goog-.*|guploader-.*|host|iinfo|instana-.*|instance(-.*)?|kong-.*|lambda-.*|litespeed.*|matched-path|mod-pagespeed|ms-.*|nextjs-.*|newrelic-.*|nf-.*|node|page-speed|permitted-cross-domain-policies|pingback|pod|powered-by|proxy-.*|rack-.*|railway-.*|real-ip|redirect-by|region|render-.*|request-id|requestid|response-time|robots-tag|runtime|served-by|server.*|sourcefiles|sucuri-.*|timer|trace(-.*)?|turbo-.*|ua-compatible|upstream.*|varnish.*|vercel-.*|via|worker.*|xss-protection)$/;
