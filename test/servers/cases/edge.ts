import type { ServerCase } from "../server-case.ts";

export const cases: readonly ServerCase[] = [
  {
    id: "cloudflare",
    source:
      "https://github.com/simonw/til/issues/102, https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/, https://gist.github.com/cbarley10/61cb71de0327d52a63e0c6955bd13423",
    own: [
      {
        headers: {
          "content-type": "application/json",
          server: "cloudflare",
          "cf-ray": "7109408e6b84efe4-EWR",
          "cf-cache-status": "DYNAMIC",
        },
      },
      { headers: { "content-type": "application/json", "cf-ray": "230b030023ae2822-SJC" } },
      {
        status: 520,
        headers: {
          "content-length": "0",
          server: "cloudflare",
          "cache-control": "private, no-store",
          "cf-cache-status": "DYNAMIC",
        },
        itself: true,
      },
      {
        status: 403,
        method: "OPTIONS",
        headers: { "content-type": "text/html; charset=UTF-8", "cf-mitigated": "challenge", server: "cloudflare" },
        itself: true,
      },
      {
        status: 500,
        headers: { "cf-error-type": "1101", "cf-error-origin": "worker", server: "cloudflare" },
        itself: true,
      },
      {
        status: 502,
        headers: { "content-type": "text/html; charset=UTF-8", server: "cloudflare" },
        body: '<!DOCTYPE html>\n<html class="no-js" lang="en-US">\n<head>\n<title>api.example | 502: Bad gateway</title>\n</head>\n<body>\n<div id="cf-wrapper">\n<div id="cf-error-details" class="p-0">\n',
        itself: true,
      },
      { status: 502, headers: { server: "cloudflare" }, body: '{"message":"Bad Gateway"}' },
    ],
    near: [
      { headers: { server: "cloudflare-nginx-like" } },
      { status: 520, headers: { server: "nginx" } },
      { headers: { "x-cf-ray": "230b030023ae2822-SJC" } },
    ],
  },
  {
    id: "cloudflare-access",
    source:
      "https://github.com/actualbudget/actual/issues/3286, https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/",
    own: [
      {
        method: "POST",
        status: 302,
        headers: {
          "content-length": "0",
          location:
            "https://acme.cloudflareaccess.com/cdn-cgi/access/login/budget.example.com?kid=abc&redirect_url=%2Fsync%2Fsync&meta=ey",
          "access-control-allow-credentials": "true",
          "set-cookie": "CF_AppSession=n; Path=/; HttpOnly",
          server: "cloudflare",
          "cf-ray": "90f-LHR",
        },
        itself: true,
      },
      {
        url: "https://acme.cloudflareaccess.com/cdn-cgi/access/login/budget.example.com?kid=abc",
        headers: { "content-type": "text/html; charset=utf-8", server: "cloudflare" },
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        headers: { "cf-access-domain": "api.example", "cf-access-aud": "a1b2", server: "cloudflare" },
        itself: true,
      },
      { headers: { "set-cookie": "CF_Authorization=ey; Path=/; Secure", server: "cloudflare" } },
    ],
    near: [
      { status: 302, headers: { location: "https://login.example/cdn-cgi/access/login/api.example" } },
      { status: 403, method: "OPTIONS", headers: { server: "cloudflare", "cf-ray": "90f-LHR" } },
      { headers: { "set-cookie": "MY_CF_AppSession=n" } },
    ],
  },
  {
    id: "cloudfront",
    source: "https://github.com/flynn/flynn/issues/4613 and public recordings of curl; LocalStack's recordings of AWS",
    own: [
      {
        status: 500,
        headers: {
          "content-type": "text/html; charset=UTF-8",
          "x-cloud-trace-context": "e643e0423fd8a961f8d6823dc4d71a66",
          server: "Google Frontend",
          "x-cache": "Error from cloudfront",
          via: "1.1 9c90b41a9e5ac2856624d29ed4da4235.cloudfront.net (CloudFront)",
          "x-amz-cf-pop": "IAD89-C3",
          "x-amz-cf-id": "CHrDgKOWV7IxtknMYg-6mcCdxsSjWm6inTTy_LL3sliNniEiMQ0UIQ==",
        },
      },
      {
        status: 403,
        headers: {
          "content-type": "text/plain",
          "content-length": "9",
          server: "CloudFront",
          "x-cache": "LambdaGeneratedResponse from cloudfront",
          via: "1.1 a5f4.cloudfront.net (CloudFront)",
          "x-amz-cf-id": "44Rg==",
        },
        itself: true,
      },
      {
        status: 301,
        headers: {
          Server: "CloudFront",
          "Content-Type": "text/html",
          Location: "https://api.example/orders",
          "X-Cache": "Redirect from cloudfront",
          Via: "1.1 2049bafbdd2d1f88e039f5995c93088a.cloudfront.net (CloudFront)",
          "X-Amz-Cf-Id": "NIVeaHPk_0vDc-lmCygVoLvdwl_8bPV7M34ZAegocGzJRc0V7GQuUQ==",
        },
        itself: true,
      },
      {
        method: "POST",
        status: 403,
        headers: { server: "CloudFront", "content-type": "text/html", "x-cache": "Error from cloudfront" },
        itself: true,
      },
      {
        status: 403,
        headers: { "content-type": "text/html", "x-amz-cf-pop": "IAD89-C3" },
        body: '<HTML><HEAD>\n<TITLE>ERROR: The request could not be satisfied</TITLE>\n</HEAD><BODY>\n<H1>403 ERROR</H1>\n<H2>The request could not be satisfied.</H2>\n<HR noshade size="1px">\nBad request.\n\n<BR clear="all">\n<HR noshade size="1px">\n<PRE>\nGenerated by cloudfront (CloudFront)\nRequest ID: q3OA_ysVzjypuMJtFmeIS1exW9-5FY8NiKJhtvSxsx5RB67zPGj0TQ==\n</PRE>\n<ADDRESS>\n</ADDRESS>\n</BODY></HTML>',
        itself: true,
      },
      { url: "https://d111111abcdef8.cloudfront.net/data.json", headers: {} },
    ],
    near: [
      { headers: { "x-amz-request-id": "A6E654536D1E88D8", server: "AmazonS3" } },
      { headers: { via: "1.1 proxy.example (squid)" } },
      { url: "https://cloudfront.net.example/", headers: {} },
    ],
  },
  {
    id: "fastly",
    source:
      "https://www.fastly.com/documentation/reference/http/http-headers/X-Served-By/, https://httr2.r-lib.org/reference/resp_headers.html and public recordings of error pages",
    own: [
      {
        headers: {
          "content-type": "text/html; charset=utf-8",
          via: "1.1 varnish",
          age: "0",
          "x-served-by": "cache-bru1480041-BRU",
          "x-cache": "MISS",
          "x-cache-hits": "0",
        },
      },
      { headers: { "x-served-by": "cache-iad-kiad7000025-IAD, cache-fra-eddf8230085-FRA" } },
      {
        status: 503,
        headers: { "Content-Type": "text/html; charset=utf-8" },
        body: '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"\n "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html>\n  <head>\n    <title>503 Backend is unhealthy</title>\n  </head>\n  <body>\n    <h1>Error 503 Backend is unhealthy</h1>\n    <p>Backend is unhealthy</p>\n    <h3>Guru Mediation:</h3>\n    <p>Details: cache-sea4461-SEA 1645545919 4156862784</p>\n    <hr>\n    <p>Varnish cache server</p>\n  </body>\n</html>\n',
        itself: true,
      },
      {
        status: 500,
        headers: { "x-served-by": "cache-sea4461-SEA" },
        body: "Fastly error: unknown domain: api.example. Please check that this domain has been added to a service.",
        itself: true,
      },
    ],
    near: [
      { headers: { Via: "1.1 varnish (Varnish/7.1)", "X-Varnish": "2" } },
      { headers: { "X-Served-By": "web-3" } },
      { headers: { Via: "1.1 varnish" } },
    ],
  },
  {
    id: "varnish",
    source: "Varnish 7.1.1 of Debian 12",
    own: [
      {
        headers: {
          "Content-Type": "application/json",
          "Cache-Control": "max-age=60",
          "Content-Length": "2",
          "X-Varnish": "32770 3",
          Age: "0",
          Via: "1.1 varnish (Varnish/7.1)",
          "Accept-Ranges": "bytes",
          Connection: "keep-alive",
        },
        body: "{}",
      },
      {
        method: "OPTIONS",
        headers: {
          "Content-Type": "application/json",
          "X-Varnish": "5",
          Age: "0",
          Via: "1.1 varnish (Varnish/7.1)",
          Connection: "keep-alive",
        },
      },
      { headers: { Via: "1.1 varnish (Varnish/7.1)" } },
      {
        status: 503,
        headers: {
          Server: "Varnish",
          "Content-Type": "text/html; charset=utf-8",
          "Retry-After": "5",
          "X-Varnish": "65538",
          Age: "0",
          Via: "1.1 varnish (Varnish/7.1)",
          "Content-Length": "282",
          Connection: "keep-alive",
        },
        body: "<!DOCTYPE html>\n<html>\n  <head>\n    <title>503 Backend fetch failed</title>\n  </head>\n  <body>\n    <h1>Error 503 Backend fetch failed</h1>\n    <p>Backend fetch failed</p>\n    <h3>Guru Meditation:</h3>\n    <p>XID: 65539</p>\n    <hr>\n    <p>Varnish cache server</p>\n  </body>\n</html>\n",
        itself: true,
      },
      { status: 503, headers: { Server: "nginx", "X-Varnish": "65538", Via: "1.1 varnish (Varnish/7.1)" } },
    ],
    near: [
      { headers: { Via: "1.1 varnish", "X-Served-By": "cache-bru1480041-BRU" } },
      { headers: { Server: "Varnish-like" } },
    ],
  },
  {
    id: "akamai",
    source:
      "https://github.com/Ekultek/WhatWaf/issues/1139, https://github.com/netbirdio/netbird/issues/3670, https://techdocs.akamai.com/terraform/v6.5/reference/ga-global-request-number",
    own: [
      {
        status: 403,
        headers: {
          Server: "AkamaiGHost",
          "Mime-Version": "1.0",
          "Content-Type": "text/html",
          "Content-Length": "438",
          "X-Reference-Error": "18.5def2e17.1618968337.589c8e7",
          Connection: "close",
        },
        itself: true,
      },
      {
        status: 403,
        headers: { "Content-Type": "text/html" },
        body: '<html><head>\n<title>Access Denied</title>\n</head><body>\n<h1>Access Denied</h1>\n \nYou don\'t have permission to access "http://api.example/orders" on this server.<p>\nReference #18.d3df3517.1783094356.58e2b976\n</p><p>https://errors.edgesuite.net/18.d3df3517.1783094356.58e2b976</p>\n</body></html>',
        itself: true,
      },
      { headers: { "Content-Type": "application/json", "Akamai-GRN": "0.05313217.1567801841.1457a3" } },
      { status: 404, headers: { Server: "nginx", "Akamai-GRN": "0.05313217.1567801841.1457a3" }, body: "not found" },
    ],
    near: [
      { status: 403, headers: { Server: "nginx" }, body: "<h1>Access Denied</h1>" },
      { headers: { "X-Cache": "TCP_MISS" } },
    ],
  },
  {
    id: "vercel",
    source:
      "https://vercel.com/docs/headers/response-headers, https://vercel.com/docs/errors and public recordings of curl",
    own: [
      {
        headers: {
          "content-type": "application/json",
          server: "Vercel",
          "strict-transport-security": "max-age=63072000",
          "x-vercel-cache": "MISS",
          "x-vercel-id": "fra1::iad1::hgz6d-1719224792404-c4031128df3b",
        },
      },
      {
        status: 500,
        headers: {
          "cache-control": "public, max-age=0, must-revalidate",
          "content-type": "text/plain; charset=utf-8",
          server: "Vercel",
          "x-vercel-error": "FUNCTION_INVOCATION_FAILED",
          "x-vercel-id": "cdg1::hgz6d-1719224792404-c4031128df3b",
          "content-length": "56",
        },
        body: "A server error has occurred\nFUNCTION_INVOCATION_FAILED",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 401,
        headers: {
          server: "Vercel",
          "set-cookie": "_vercel_sso_nonce=xtoetDdcYcJX6GfySRj16HOf; Path=/; Secure; HttpOnly; SameSite=Lax",
          "content-type": "text/html; charset=utf-8",
        },
        itself: true,
      },
      { status: 429, headers: { server: "Vercel", "x-vercel-mitigated": "challenge" }, itself: true },
      { url: "https://shop.vercel.app/api/orders", headers: {} },
    ],
    near: [
      { headers: { server: "Vercel-like" } },
      { url: "https://vercel.app.example/api/orders", headers: {} },
      { headers: { "X-Powered-By": "Next.js" } },
    ],
  },
  {
    id: "netlify",
    source: "https://http.dev/x-nf-request-id and public recordings of curl",
    own: [
      {
        headers: {
          "content-type": "application/json",
          server: "Netlify",
          "x-nf-request-id": "01KJD9FATBP38BK9EPSN617QKP",
        },
      },
      {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8", "x-nf-request-id": "01KJD9FATBP38BK9EPSN617QKP" },
        body: "Not Found - Request ID: 01KJD9FATBP38BK9EPSN617QKP",
        itself: true,
      },
      { url: "https://shop.netlify.app/.netlify/functions/orders", headers: {} },
    ],
    near: [
      { headers: { "x-request-id": "01KJD9FATBP38BK9EPSN617QKP" } },
      { url: "https://netlify.app.example/", headers: {} },
    ],
  },
  {
    id: "cloudflare-workers",
    source: "https://github.com/zolderio/AITMWorker/issues/6",
    own: [
      { url: "https://api.acme.workers.dev/items", status: 500, headers: { server: "cloudflare", "cf-ray": "1-FRA" } },
    ],
    near: [{ url: "https://api.shop.example/items", headers: { server: "cloudflare", "cf-ray": "1-FRA" } }],
  },
  {
    id: "gcp-api-gateway",
    source: "https://highoncloud.co.uk/cors-in-gcp-api-gateway",
    own: [
      {
        url: "https://shop-9abc.uc.gateway.dev/orders",
        status: 401,
        headers: {
          "content-type": "application/json",
          "www-authenticate": 'Bearer realm="https://shop-9abc.uc.gateway.dev/orders"',
          server: "Google Frontend",
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "https://shop-9abc.uc.gateway.dev/orders",
        status: 404,
        headers: { "content-type": "application/json", server: "Google Frontend" },
        body: '{"message":"The current request is not defined by this API.","code":404}',
        itself: true,
      },
      { url: "https://shop-9abc.uc.gateway.dev/orders", status: 404, headers: {}, body: '{"code":404}' },
    ],
    near: [
      { url: "https://gateway.dev.shop.example/orders", headers: {} },
      { url: "https://shop.run.app/orders", headers: { server: "Google Frontend" } },
    ],
  },
  {
    id: "google-frontend",
    source: "the bug report fireact#16, https://github.com/flynn/flynn/issues/4613 and public recordings of curl",
    own: [
      {
        url: "https://us-central1-shop.cloudfunctions.net/orders",
        status: 400,
        headers: {
          "x-powered-by": "Express",
          "content-type": "text/plain; charset=utf-8",
          "function-execution-id": "dzp46qom6e3i",
          "x-cloud-trace-context": "00dcb74056fb9e32b8b25a6811903c73;o=1",
          server: "Google Frontend",
        },
        body: "Bad Request",
      },
      {
        method: "OPTIONS",
        url: "https://us-central1-myproject.cloudfunctions.net/createAccount",
        status: 404,
        headers: {
          "content-type": "text/html; charset=UTF-8",
          "x-cloud-trace-context": "ab/1;o=0",
          server: "Google Frontend",
          "content-length": "1565",
          "alt-svc": 'h3=":443"; ma=2592000',
        },
        itself: true,
      },
      {
        url: "https://orders-abc123-uc.a.run.app/orders",
        status: 403,
        headers: { "content-type": "text/html; charset=UTF-8", server: "Google Frontend" },
        body: '\n<html><head>\n<meta http-equiv="content-type" content="text/html;charset=utf-8">\n<title>403 Forbidden</title>\n</head>\n<body text=#000000 bgcolor=#ffffff>\n<h1>Error: Forbidden</h1>\n<h2>Your client does not have permission to get URL <code>/orders</code> from this server.</h2>\n<h2></h2>\n</body></html>\n',
        itself: true,
      },
      {
        status: 404,
        headers: { "content-type": "text/html; charset=UTF-8", server: "Google Frontend" },
        body: "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 404 (Not Found)!!1</title>\n",
        itself: true,
      },
      {
        url: "https://orders-abc123-uc.a.run.app/orders",
        status: 404,
        headers: { "content-type": "text/html; charset=utf-8", "x-powered-by": "Express", server: "Google Frontend" },
      },
    ],
    near: [
      { headers: { server: "gws" } },
      { headers: { via: "1.1 google" } },
      { url: "https://run.app.example/", headers: {} },
    ],
  },
  {
    id: "azure-front-door",
    source: "https://learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol",
    own: [
      {
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "X-Azure-Ref":
            "0zxV+XAAAAABKMMOjBv2NT4TY6SQVjC0zV1NURURHRTA2MTkANDM3YzgyY2QtMzYwYS00YTU0LTk0YzMtNWZmNzA3NjQ3Nzgz",
          "X-Cache": "CONFIG_NOCACHE",
        },
      },
      {
        status: 503,
        headers: {
          "X-Azure-Ref":
            "0zxV+XAAAAABKMMOjBv2NT4TY6SQVjC0zV1NURURHRTA2MTkANDM3YzgyY2QtMzYwYS00YTU0LTk0YzMtNWZmNzA3NjQ3Nzgz",
          "X-Azure-ExternalError": "0x830c1011, The certificate authority is unfamiliar",
        },
        itself: true,
      },
      { url: "https://shop.azurefd.net/orders", headers: {} },
    ],
    near: [{ headers: { "x-ms-request-id": "1" } }, { url: "https://shop.azurewebsites.net/orders", headers: {} }],
  },
  {
    id: "api-gateway",
    source:
      "a public bug report, LocalStack's recordings of AWS (test_apigateway_common.snapshot.json) and public recordings of curl",
    own: [
      {
        method: "POST",
        url: "https://abcdefghij.execute-api.us-east-1.amazonaws.com/prod/signup",
        status: 400,
        headers: {
          "content-length": "21",
          "content-type": "application/json",
          via: "1.1 4a2d.cloudfront.net (CloudFront)",
          "x-amz-apigw-id": "aKdGAEyDoAMEkMg=",
          "x-amz-cf-id": "8qqh==",
          "x-amzn-requestid": "20035e03-61b4-4c22-a40b-e928857bd4fd",
          "x-amzn-trace-id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24;Parent=5c9e2e343cffb07a;Sampled=0",
          "x-cache": "Error from cloudfront",
        },
      },
      {
        method: "OPTIONS",
        url: "https://abcdefghij.execute-api.us-east-1.amazonaws.com/prod/signup",
        status: 204,
        headers: {
          "access-control-allow-headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key",
          "access-control-allow-methods": "OPTIONS,GET,PUT,POST,DELETE,PATCH,HEAD",
          "access-control-allow-origin": "*",
          via: "1.1 4a2d.cloudfront.net (CloudFront)",
          "x-amz-apigw-id": "aKdF-FUjIAMEHFw=",
          "x-amz-cf-id": "NADr==",
          "x-amzn-requestid": "70270ce2-4fb5-49ba-bb82-dc1f5879d188",
          "x-cache": "Miss from cloudfront",
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        headers: {
          "Content-Type": "application/json",
          "Content-Length": "42",
          "x-amzn-RequestId": "1664cfb9-8008-11e9-ab15-6b983bb47f65",
          "x-amzn-ErrorType": "MissingAuthenticationTokenException",
          "x-amz-apigw-id": "aUCR7Fy1IAMFpBQ=",
        },
        body: '{"message":"Missing Authentication Token"}',
        itself: true,
      },
      {
        status: 502,
        headers: {
          "x-amzn-RequestId": "1664cfb9-8008-11e9-ab15-6b983bb47f65",
          "x-amz-apigw-id": "aUCR7Fy1IAMFpBQ=",
          "X-Amzn-Trace-Id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24",
          "Content-Type": "application/json",
          "x-amzn-ErrorType": "InternalServerErrorException",
        },
        body: '{"message": "Internal server error"}',
        itself: true,
      },
      {
        status: 400,
        headers: {
          "x-amz-apigw-id": "aUCR7Fy1IAMFpBQ=",
          "X-Amzn-Trace-Id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24",
          "x-amzn-ErrorType": "ValidationError",
        },
      },
      {
        method: "OPTIONS",
        headers: {
          "x-amz-apigw-id": "KtF82HGdliAFjxw=",
          "x-amzn-Remapped-Server": "gunicorn",
          "x-amzn-Remapped-Connection": "keep-alive",
        },
      },
      {
        headers: {
          "Apigw-Requestid": "WSg1ihmdliAEJXA=",
          Connection: "keep-alive",
          "Access-Control-Allow-Origin": "*",
          "Content-Type": "application/json",
        },
      },
      {
        status: 404,
        headers: { "content-type": "application/json", "apigw-requestid": "WSg1ihmdliAEJXA=" },
        body: '{"message":"Not Found"}',
        itself: true,
      },
    ],
    near: [
      { status: 403, headers: { "x-amzn-RequestId": "9d7959b4", "x-amzn-ErrorType": "AccessDeniedException" } },
      { headers: { "X-Amzn-Trace-Id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24" } },
      { url: "https://execute-api.example/prod/orders", headers: {} },
    ],
  },
  {
    id: "aws-lambda",
    source: "a public bug report and public recordings of curl",
    own: [
      {
        method: "POST",
        url: "https://abcdefghij.execute-api.us-east-1.amazonaws.com/prod/signup",
        status: 400,
        headers: {
          "content-type": "application/json",
          "x-amz-apigw-id": "aKdGAEyDoAMEkMg=",
          "x-amzn-requestid": "20035e03-61b4-4c22-a40b-e928857bd4fd",
          "x-amzn-trace-id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24;Parent=5c9e2e343cffb07a;Sampled=0",
        },
      },
      {
        url: "https://vmm6gyo46nq65ovhihbjvpzwzy0fdhty.lambda-url.us-east-2.on.aws/orders",
        headers: { "Content-Type": "application/json", "x-amzn-RequestId": "9d7959b4-3241-400a-816a-03112dc50e82" },
      },
      {
        url: "https://vmm6gyo46nq65ovhihbjvpzwzy0fdhty.lambda-url.us-east-2.on.aws/",
        status: 403,
        headers: {
          "Content-Type": "application/json",
          "Content-Length": "144",
          Connection: "keep-alive",
          "x-amzn-RequestId": "9d7959b4-3241-400a-816a-03112dc50e82",
          "x-amzn-ErrorType": "AccessDeniedException",
        },
        body: '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
        itself: true,
      },
    ],
    near: [
      {
        status: 403,
        headers: {
          "x-amz-apigw-id": "aUCR7Fy1IAMFpBQ=",
          "x-amzn-ErrorType": "MissingAuthenticationTokenException",
        },
      },
      { method: "OPTIONS", status: 204, headers: { "x-amz-apigw-id": "aKdF-FUjIAMEHFw=" } },
      { headers: { "X-Amzn-Trace-Id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24" } },
      { url: "https://lambda-url.example/", headers: {} },
    ],
  },
  {
    id: "aws-alb",
    source: "https://qiita.com/fururun02/items/9e9823c9a5c579ee7b86 and public recordings of curl",
    own: [
      {
        status: 503,
        headers: {
          Server: "awselb/2.0",
          "Content-Type": "text/html",
          "Content-Length": "162",
          Connection: "keep-alive",
        },
        body: "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n",
        itself: true,
      },
      {
        status: 502,
        headers: { server: "awselb/2.0", "content-type": "text/html", "content-length": "122" },
        itself: true,
      },
      { headers: { "set-cookie": ["AWSALB=a; Path=/", "AWSALBCORS=a; Path=/; SameSite=None; Secure"] } },
      { status: 400, headers: { Server: "awselb/2.0", "Content-Type": "application/json" }, body: '{"error":"x"}' },
      { url: "http://shop-332272699.us-east-1.elb.amazonaws.com/orders", headers: { Server: "nginx" } },
    ],
    near: [
      { headers: { "set-cookie": "AWSELB=a" } },
      { headers: { "X-Amzn-Trace-Id": "Root=1-6680dbbf-688aec4b6d9b0013403e3e24" } },
    ],
  },
  {
    id: "kong",
    source:
      "https://github.com/Kong/kong/blob/master/kong/plugins/cors/handler.lua and public recordings of curl on Kong 3.0 to 3.11",
    own: [
      {
        headers: {
          "content-type": "application/json",
          server: "gunicorn/19.9.0",
          "access-control-allow-origin": "*",
          "x-kong-upstream-latency": "10",
          "x-kong-proxy-latency": "131",
          via: "1.1 kong/3.11.0.0-enterprise-edition",
          "x-kong-request-id": "b3517f65a230d3091265e724d7d3ba14",
        },
      },
      { headers: { Server: "gunicorn/19.9.0", Via: "kong/2.7.0" } },
      {
        method: "OPTIONS",
        headers: {
          vary: "Origin",
          "Access-Control-Allow-Origin": "https://shop.example",
          "Access-Control-Allow-Headers": "content-type",
          "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT",
          "Content-Length": "0",
          "X-Kong-Response-Latency": "1",
          Server: "kong/3.5.0",
        },
        itself: true,
      },
      {
        status: 404,
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          Connection: "keep-alive",
          "Content-Length": "103",
          "X-Kong-Response-Latency": "0",
          Server: "kong/3.10.0.1-enterprise-edition",
          "X-Kong-Request-Id": "108134052a77553f758cf668b90e4c1d",
        },
        body: '{\n  "message":"no Route matched with those values",\n  "request_id":"108134052a77553f758cf668b90e4c1d"\n}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "application/json" },
        body: '{"message":"no Route matched with those values"}',
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "kongregate" } },
      { headers: { Via: "1.1 varnish" } },
      { status: 404, headers: {}, body: '{"message":"no route matched"}' },
    ],
  },
  {
    id: "github-pages",
    source: "https://httr2.r-lib.org/reference/resp_headers.html",
    own: [
      {
        url: "https://httr2.r-lib.org/",
        headers: {
          server: "GitHub.com",
          "content-type": "text/html; charset=utf-8",
          "last-modified": "Wed, 07 Oct 2026 22:03:09 GMT",
          "access-control-allow-origin": "*",
          etag: 'W/"6ac6c19d-4c24"',
          "cache-control": "max-age=600",
          "x-proxy-cache": "MISS",
          "x-github-request-id": "B3F8:C410D:2CCF9A:2FCE54:6AC6C1A2",
          "accept-ranges": "bytes",
          via: "1.1 varnish",
          age: "17",
          "x-served-by": "cache-bru1480041-BRU",
        },
      },
      { headers: { server: "GitHub.com", "access-control-allow-origin": "*" } },
      {
        url: "https://shop.github.io/missing.json",
        status: 404,
        headers: { server: "GitHub.com", "content-type": "text/html; charset=utf-8" },
        body: "<p><strong>There isn't a GitHub Pages site here.</strong></p>",
        itself: true,
      },
    ],
    near: [
      {
        url: "https://api.github.com/users/defunkt",
        headers: { server: "GitHub.com", "x-github-media-type": "github.v3; format=json" },
      },
      { url: "https://github.com/a/b/raw/main/c.json", headers: { server: "GitHub.com" } },
      { headers: { server: "github.com/19950512" } },
    ],
  },
  {
    id: "render",
    source: "https://render.com/tutorials/when-deploys-go-wrong/runtime-errors and public recordings of curl",
    own: [
      {
        headers: {
          "content-type": "application/json",
          "rndr-id": "9f3df134-ca16-458d",
          "x-render-origin-server": "uvicorn",
          server: "cloudflare",
          "cf-ray": "90f-LHR",
        },
      },
      {
        url: "https://shop.onrender.com/orders",
        status: 503,
        headers: {
          "Content-Length": "0",
          "rndr-id": "251835f2-2a4d-4591",
          "x-render-routing": "hibernate-wake-error",
          Server: "cloudflare",
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8", "x-render-routing": "no-server", server: "cloudflare" },
        itself: true,
      },
      {
        url: "https://shop.onrender.com/orders",
        status: 502,
        headers: { "content-type": "text/html", server: "cloudflare" },
        itself: true,
      },
    ],
    near: [
      { headers: { server: "cloudflare", "cf-ray": "90f-LHR" } },
      { headers: { "x-render-cache": "hit" } },
      { url: "https://onrender.com.example/", headers: {} },
    ],
  },
  {
    id: "heroku",
    source: "https://devcenter.heroku.com/articles/http-routing and public recordings of curl",
    own: [
      {
        headers: {
          "content-type": "application/json",
          "reporting-endpoints": 'heroku-nel="https://nel.heroku.com/reports?s=g&sid=c&ts=1787275020"',
          server: "Heroku",
          via: "1.1 heroku-router",
          "x-powered-by": "Express",
        },
      },
      { headers: { Server: "Rocket", Via: "1.1 vegur" } },
      { headers: { Server: "nginx", Via: "1.1 vegur, 1.1 varnish, 1.1 varnish" } },
      {
        url: "https://shop.herokuapp.com/orders",
        status: 503,
        headers: { "Content-Type": "text/html; charset=utf-8" },
        body: '<!DOCTYPE html>\n<html>\n  <head>\n    <title>Application Error</title>\n  </head>\n  <body>\n    <iframe src="//www.herokucdn.com/error-pages/application-error.html"></iframe>\n  </body>\n</html>',
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "Cowboy" } },
      { headers: { Via: "1.1 varnish" } },
      { headers: {}, body: "www.herokucdn.com/deploy/button.svg" },
    ],
  },
  {
    id: "railway",
    source: "https://docs.railway.com/networking/edge-networking and public recordings of curl",
    own: [
      {
        url: "https://shop-production.up.railway.app/api/health",
        headers: {
          "content-type": "application/json; charset=utf-8",
          server: "railway-edge",
          "x-powered-by": "Express",
          "x-railway-edge": "railway/asia-southeast1-eqsg3a",
        },
      },
      { headers: { Server: "railway-hikari", "X-Railway-Edge": "sin1", "X-Railway-Request-Id": "a" } },
      {
        method: "OPTIONS",
        status: 502,
        headers: { server: "railway-edge", "x-railway-fallback": "true" },
        itself: true,
      },
      {
        status: 404,
        headers: { "content-type": "application/json", "x-railway-fallback": "true" },
        body: '{"message":"Application not found"}',
        itself: true,
      },
    ],
    near: [
      { headers: { server: "railway" } },
      { url: "https://railway.app/", headers: {} },
      { status: 502, headers: { "x-fallback": "true" } },
    ],
  },
  {
    id: "fly-io",
    source: "https://fly.io/docs/networking/request-headers/ and public recordings of curl",
    own: [
      {
        url: "https://shop.fly.dev/orders",
        headers: {
          "content-type": "application/json",
          server: "Fly/6f91d33b9d (2025-10-08)",
          via: "2 fly.io",
          "fly-request-id": "01K77TA95DPQZ8Y9HRXDGG5YPA-ord",
        },
      },
      { headers: { Via: "1.1 fly.io" } },
      { headers: { Server: "Fly/40bd1ce81 (2026-08-13)" } },
    ],
    near: [{ headers: { Server: "Flywheel/5.1.0" } }, { headers: { Via: "1.1 butterfly.io" } }],
  },
];
