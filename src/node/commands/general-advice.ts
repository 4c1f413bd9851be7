/**
 * What to do about the reasons, look-alikes and notes whose explanation depends on the recorded request, for any request, by id. It is
 * not beside the rules, because the panel loads those, and the panel always has a request.
 */
export const generalAdvice: Readonly<Record<string, string>> = {
  // Reasons
  "cached-without-origin":
    "Send `Vary: Origin` with every response of this URL, also for requests without `Origin`. Or set `crossorigin` on the element that loads the URL first.",
  "response-header-sent-as-request-header":
    "Delete the `Access-Control-…` header from the request in the page. Only a server can send these headers.",
  "opaque-page-origin":
    "Serve a page that was opened as a file over http. For a sandboxed frame, add `allow-same-origin` to `sandbox`, or send the request from the page that contains the frame. Never allow `null` on a server: any site can create a frame with the origin `null`.",
  "beacon-sends-credentials":
    'Use `fetch(url, { method: "POST", body, keepalive: true, credentials: "omit" })` instead of the beacon. Or let the server send the page\'s own origin with `Access-Control-Allow-Credentials: true`.',
  "another-program-responded":
    "Start your server on a port that no other program uses, and request that port. On macOS, AirPlay Receiver uses port 5000: turn it off in the System Settings, or use port 5001.",
  "tunnel-responded":
    "Read the response header `Ngrok-Error-Code`, and look the code up in ngrok's documentation. For ngrok's warning page, add the request header `ngrok-skip-browser-warning: 1` and allow it on the server. Otherwise start the tunnel and the server behind it.",
  "login-redirect":
    "`fetch` cannot show a login page, so no CORS header helps. To sign in, open the URL as a page: with a link, or with `location.href`. For API requests without a session, let the server send a 401 with CORS headers. Let it respond to `OPTIONS` before the session check.",
  "redirect-to-own-host":
    "Let the proxy pass on the page's host, so that the server does not redirect. Or open the page at the redirect's host. If the redirect is intended, allow the page's origin there.",
  "web-page-fetched":
    "Open the page of the other site: set `location.href`, or use a link or a form. If your own server redirects there, let it return the URL in the response body instead.",
  "vendor-without-cors":
    "Let the page request your own backend, and let the backend send the request with the API key. Anyone can read a key in your page. Some vendors have a library for browsers instead.",
  "redirect-made-origin-null":
    "Request the URL that the server redirects to directly. After a redirect from one foreign origin to another, the browser sends `Origin: null`, which no server should allow.",
  "hsts-redirect":
    "Request the `https://` URL directly. No server setting helps, because the browser never sends the request over http.",
  "http-to-https-redirect":
    "Request the `https://` URL directly, or handle CORS before the redirect. Browsers do not follow a redirect of a preflight, and other redirects need CORS headers too.",
  "slash-redirect":
    "Request exactly the path that the server redirects to, or turn off the server's slash redirect. If the redirect also changes https to http, let the application trust the proxy's `X-Forwarded-Proto`.",
  "redirect-to-another-url":
    "Request the URL that the server redirects to directly. Or respond to `OPTIONS` before the redirect, and register the CORS middleware before it: a redirect needs CORS headers too.",
  "misspelled-header": "Correct the name of the header on the server.",
  "placeholder-value":
    "Replace the placeholder in the server's setting by the page's origin, without quotes. For an origin outside the server's list, send no `Access-Control-Allow-Origin` at all.",
  "origin-near-miss":
    "Send exactly the request's `Origin`: scheme, host and port, without a path and without a slash at the end. If a proxy changes `Origin`, let it pass on the original value.",
  "origin-pattern-sent":
    "Compare the request's `Origin` with the pattern on the server. If the origin matches, send the origin itself, with `Vary: Origin`.",
  "origin-list-in-one-value":
    "Send only the origin of the list that matches the request's `Origin`, with `Vary: Origin`. Pass the list to the CORS middleware as an array, not as one text.",
  "header-set-twice":
    "Find the two parts that set the header, such as two applications, an `include` of nginx or a function and its gateway. Delete the header from one of them.",
  "shared-cache-answered":
    "Let the server send `Vary: Origin` with every response, and add `Origin` to the cache key. Then clear the cache.",
  "origin-of-another-stage":
    "Add the page's origin to a list with the origins of all environments. Send only the entry that matches the request's `Origin`.",
  "waf-challenge":
    "Exclude `OPTIONS` and the path of the API from the firewall's challenges. A preflight carries no cookie, and a script cannot pass a challenge.",
  "s3-no-rule":
    "Add a rule with the page's origin and the request's method to the bucket's CORS configuration. If there is a CDN in front, let it forward `Origin`, add `Origin` to the cache key, and clear the cache.",
  "platform-error":
    "Look the platform's error up by its code, status or header. Repair what it names, such as the deployment, the domain or the server behind the platform. The server's CORS code did not run.",
  "function-not-found":
    "Compare region, project and name in the URL with the list of deployed functions. Request the function's own URL, or deploy the function.",
  "function-failed-to-start":
    "Read the function's log: an import or the top level of the code fails, or the function uses too much time or memory. Its CORS code can stay as it is.",
  "function-not-public":
    "Allow unauthenticated invocations: grant the role `Cloud Run Invoker`, or `Cloud Functions Invoker`, to `allUsers`. Then check the user inside the function.",
  "webhook-not-registered":
    'Activate the workflow in n8n, set the method of its Webhook node to the request\'s method, and request its production URL. For a test URL, click "Listen for test event" first.',
  "api-gateway":
    "Add CORS headers to the gateway's own responses (`DEFAULT_4XX`, `DEFAULT_5XX`), and an `OPTIONS` method to the path. Then read the function's log, if the function failed.",
  "function-error-without-headers":
    "Return the CORS headers from the function itself, on success and on errors. Respond to `OPTIONS` before the function reads a body or checks a login.",
  "gateway-refused-login":
    "Let the gateway pass `OPTIONS` without a login: a preflight never carries one. Let it add the CORS headers to its own 401 and 403, so that the page can read the status.",
  "gateway-fixed-headers":
    "Change the list in the gateway's configuration. The gateway responds to `OPTIONS` itself, so the application's own CORS settings do not apply.",
  "vite-refused-origin":
    "Add the page's origin to `server.cors.origin` in `vite.config`. Since version 6.0.9, Vite allows only pages on localhost by default.",
  "iis-responded":
    "Remove `OPTIONSVerbHandler` and WebDAV in `web.config`, so that the request reaches the application. Then let the application's CORS middleware respond.",
  "socket-io-not-attached":
    "Call `listen` on the HTTP server that Socket.IO is attached to, and compare the `path` option of server and page. Set CORS in Socket.IO's own `cors` option.",
  "socket-io-version-mismatch":
    "Update the page's `socket.io-client` to the server's major version, or set `allowEIO3: true` on the server. Then add the page's origin to the server's `cors` option.",
  "upstream-down":
    "Start or repair the server behind the proxy. Let the proxy send CORS headers with its own errors too, so that the page can read the status.",
  "origin-check-refused":
    "Repeat the request with curl, without the header `Origin`. If the request then passes, add the page's origin to the server's list of origins. Otherwise look for a missing permission or a firewall.",
  "product-setting": "Enter the page's origin in the product's CORS settings, without a slash at the end.",
  "packaged-app-origin":
    "Add the app's origin to the server's list exactly as the browser sends it, such as `capacitor://localhost`. Or send the request with the app's native HTTP plugin, or with `host_permissions` in an extension.",
  "origin-callback-threw":
    "Add the page's origin to the list of allowed origins. For other origins, call `callback(null, [])` instead of `callback(new Error(…))`, which Express turns into a 500 without CORS headers.",
  "aspnet-policy-refused-origin":
    "Add the page's origin to `WithOrigins` in the policy, without a slash at the end. Check which policy the endpoint uses, and that the endpoint has no `[DisableCors]`.",
  "path-not-in-cors-rules": "Add the path of the request to the paths or routes of the server's CORS configuration.",
  "allow-origin-removed":
    "Request the application's own port. If its response has the header, the proxy removes it: look for `proxy_hide_header`, `header_down -` or `http-response del-header`.",
  "origin-not-in-cors-list":
    "Add the page's origin to the server's list of origins. If the origin is there already, add the request's method and headers to their lists.",
  "tracer-made-preflight":
    "Let the tracing library add its headers only to requests to your own servers. Its setting is a list of URLs, such as `tracePropagationTargets`.",
  "preflight-refused-by-cors-code":
    "Add the request's method and headers to the lists of the server's CORS configuration.",
  "body-parser-before-cors":
    "Correct or shorten the request's body, or raise the server's limit. Register the CORS middleware before the body parser, so that the page can read the status.",
  "nginx-other-location":
    "Add the `add_header` lines to the location that serves this file. A location with its own `add_header` inherits none.",
  "rate-limiter-before-cors":
    "Send fewer requests. Register the CORS middleware before the rate limiter, so that it does not count preflights and the page can read `Retry-After`.",
  "auth-answered-preflight":
    "Register the CORS middleware before authentication, or exclude `OPTIONS` from authentication. Browsers send preflights without cookies and without `Authorization`.",
  "preflight-route-missing":
    "Check the path. Then respond to `OPTIONS` with 204 and the CORS headers before the server looks for a route: register the CORS middleware for the whole server.",
  "options-reached-application":
    "Respond to `OPTIONS` with 204 and the CORS headers before the application reads the request. A preflight has no body, no `Content-Type` and none of the page's own headers.",
  "proxy-responded-itself":
    "Let the proxy pass this request on to the application, or add the CORS headers in the proxy. A change of the application alone has no effect on this response.",
  "framework-answered-options":
    "Register the framework's CORS middleware before the routes. The `Allow` header only lists the existing methods, and allows nothing to other origins.",
  "error-page-without-headers":
    "Find the cause of the error status first. Then send the CORS headers with error responses too, so that the page can read errors.",
  "proxy-grants-on-options-only":
    "Let the proxy add the CORS headers to every response of this location, not to `OPTIONS` alone. Or let the application send all of them.",
  "headers-only-on-preflight":
    "Use the CORS middleware for every method, not only for `OPTIONS`. The browser checks the actual response too.",
  "dev-proxy-bypassed":
    "Request only the path, without the server's address. The request then goes through the development server's proxy and needs no CORS. If the proxied server redirects to its own host, let the proxy rewrite redirects.",
  "cors-on-other-routes-only": "Register the CORS middleware for the whole server, before all routes.",
  "lower-case-method":
    "Write the method in upper case in the page. Browsers change get, post, put and delete to upper case, but no other method.",
  "lower-case-method-list": "Write the methods in upper case in the server's list. Method names are case-sensitive.",
  "framework-default-methods":
    "List all methods that the API has in the server's CORS configuration. By default, some frameworks allow only GET, HEAD and POST.",
  "header-added-by-library":
    "Allow the library's headers on the server, or stop the library from sending them to this server.",
  "credentials-not-needed":
    'If the API needs no cookies, remove `credentials: "include"` (`withCredentials`) from the page. Otherwise, send the page\'s own origin instead of `*`, with `Access-Control-Allow-Credentials: true`.',
  "web-page-answered-preflight":
    "Check the URL: it leads to a stored page. Often the path of the function or of the API is missing, such as `/.netlify/functions/NAME` or `/api/NAME`. Or a rewrite for a single-page application also catches the API's paths.",
  "cors-code-absent":
    "Register the CORS middleware before all routes. If the middleware is there already, check that it runs for this request and that its list of origins is not empty. If a cache sent the response, clear the cache afterwards.",
  "third-party-server":
    "Add a route to your own backend that forwards the request. If you can change the server, add the CORS middleware there instead.",
  // Look-alikes
  "local-network-blocked":
    "Allow local network access for the page in the browser's site settings, and serve the page over https. No response header changes this.",
  "unsupported-url-scheme":
    "Write the whole URL, including `http://` or `https://`. To read a file, serve the file over http.",
  "mixed-content":
    "Request the server with `https://`. If the server supports only http, put a reverse proxy with https in front of it. If it redirects from https to http, let the application trust the proxy's `X-Forwarded-Proto`.",
  "server-hung-up":
    "Look for a crash in the server's log. A proxy or a firewall may also have cut the connection, or the port expects TLS.",
  "untrusted-certificate":
    "Open the server in a separate tab to see the reason. During development, you can accept the certificate there. In production, install a certificate that names this host and has not expired.",
  "content-security-policy":
    "Add the server to `connect-src` (for an element: `img-src`, `script-src`, …) in the page's policy.",
  "unsent-request":
    'Look for the reason in the console: the page\'s Content-Security-Policy, `mode: "same-origin"`, a service worker that failed, or a URL that is blocked in DevTools.',
  "too-many-redirects":
    "Follow the URL with `curl -L`. Often two layers undo each other's redirects, such as between http and https, or with and without a slash at the end.",
  "unusable-redirect":
    "Send one `Location` header with a path, or with an address that begins with `http://` or `https://`.",
  "unwanted-redirect":
    'Request the URL that the server redirects to directly, or remove `redirect: "error"` from the request.',
  aborted:
    "Look for a timeout or an `AbortController` in the page. A form or link may also load another page at the same time: call `preventDefault()`.",
  "missing-response":
    "Open the server in a separate tab to see the error. The server may be down, its name may not exist, or a firewall may block the connection.",
  "network-error": "Open the server in a separate tab to see whether it responds.",
  // Notes
  "unreadable-response-headers":
    "If the page needs these headers, name them in `Access-Control-Expose-Headers`. Otherwise, the page reads these headers as `null`.",
};
