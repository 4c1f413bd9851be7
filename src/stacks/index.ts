import { apache } from "./apache.ts";
import { apiGateway } from "./api-gateway.ts";
import { aspnetCore } from "./aspnet-core.ts";
import { caddy } from "./caddy.ts";
import { django } from "./django.ts";
import { envoy } from "./envoy.ts";
import { expressCors } from "./express-cors.ts";
import { expressManual } from "./express-manual.ts";
import { fastapi } from "./fastapi.ts";
import { flask } from "./flask.ts";
import { gin } from "./gin.ts";
import { go } from "./go.ts";
import { haproxy } from "./haproxy.ts";
import { ingressNginx } from "./ingress-nginx.ts";
import { istio } from "./istio.ts";
import { laravel } from "./laravel.ts";
import { nginxProxy } from "./nginx-proxy.ts";
import { nginxStatic } from "./nginx-static.ts";
import { rails } from "./rails.ts";
import { s3CloudFront } from "./s3-cloudfront.ts";
import { springBoot } from "./spring-boot.ts";
import type { Stack } from "./stack.ts";
import { traefik } from "./traefik.ts";

/** Every stack, in the order in which they are offered where nothing tells which one answered. */
export const stacks: readonly Stack[] = [
  expressCors,
  expressManual,
  nginxProxy,
  nginxStatic,
  apache,
  caddy,
  haproxy,
  traefik,
  ingressNginx,
  istio,
  envoy,
  springBoot,
  django,
  fastapi,
  flask,
  rails,
  laravel,
  go,
  gin,
  aspnetCore,
  s3CloudFront,
  apiGateway,
];
