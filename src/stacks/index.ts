import { angularProxy } from "./angular-proxy.ts";
import { apache } from "./apache.ts";
import { apiGateway } from "./api-gateway.ts";
import { aspnetCore } from "./aspnet-core.ts";
import { caddy } from "./caddy.ts";
import { cloudflareWorkers } from "./cloudflare-workers.ts";
import { django } from "./django.ts";
import { envoy } from "./envoy.ts";
import { expressCors } from "./express-cors.ts";
import { expressManual } from "./express-manual.ts";
import { fastapi } from "./fastapi.ts";
import { fastify } from "./fastify.ts";
import { firebase } from "./firebase.ts";
import { flask } from "./flask.ts";
import { gin } from "./gin.ts";
import { go } from "./go.ts";
import { haproxy } from "./haproxy.ts";
import { hono } from "./hono.ts";
import { ingressNginx } from "./ingress-nginx.ts";
import { istio } from "./istio.ts";
import { koa } from "./koa.ts";
import { laravel } from "./laravel.ts";
import { nestjs } from "./nestjs.ts";
import { netlify } from "./netlify.ts";
import { nextjs } from "./nextjs.ts";
import { nginxProxy } from "./nginx-proxy.ts";
import { nginxStatic } from "./nginx-static.ts";
import { nodeHttp } from "./node-http.ts";
import { rails } from "./rails.ts";
import { s3CloudFront } from "./s3-cloudfront.ts";
import { springBoot } from "./spring-boot.ts";
import type { Stack } from "./stack.ts";
import { supabaseEdge } from "./supabase-edge.ts";
import { traefik } from "./traefik.ts";
import { vercel } from "./vercel.ts";
import { viteProxy } from "./vite-proxy.ts";
import { webpackDevServer } from "./webpack-dev-server.ts";

/** Every stack, in the order in which fixes offer them where no response names its server; development servers come last. */
export const stacks: readonly Stack[] = [
  expressCors,
  expressManual,
  nginxProxy,
  nginxStatic,
  fastify,
  koa,
  nestjs,
  nextjs,
  hono,
  nodeHttp,
  cloudflareWorkers,
  vercel,
  netlify,
  firebase,
  supabaseEdge,
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
  viteProxy,
  webpackDevServer,
  angularProxy,
];
