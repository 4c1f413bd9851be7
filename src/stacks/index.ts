import { aiohttp } from "./aiohttp.ts";
import { angularProxy } from "./angular-proxy.ts";
import { apache } from "./apache.ts";
import { apiGateway } from "./api-gateway.ts";
import { aspnetCore } from "./aspnet-core.ts";
import { awsLambda } from "./aws-lambda.ts";
import { axum } from "./axum.ts";
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
import { hapi } from "./hapi.ts";
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
import { nuxt } from "./nuxt.ts";
import { phoenix } from "./phoenix.ts";
import { php } from "./php.ts";
import { quarkus } from "./quarkus.ts";
import { rails } from "./rails.ts";
import { responseHeaders } from "./response-headers.ts";
import { s3CloudFront } from "./s3-cloudfront.ts";
import { springBoot } from "./spring-boot.ts";
import { springSecurity } from "./spring-security.ts";
import type { Stack } from "./stack.ts";
import { supabaseEdge } from "./supabase-edge.ts";
import { sveltekit } from "./sveltekit.ts";
import { symfony } from "./symfony.ts";
import { traefik } from "./traefik.ts";
import { trpc } from "./trpc.ts";
import { vercel } from "./vercel.ts";
import { viteProxy } from "./vite-proxy.ts";
import { webpackDevServer } from "./webpack-dev-server.ts";
import { wordpress } from "./wordpress.ts";

/**
 * Every stack, in the order in which fixes offer them where no response names its server: the plain headers first,
 * development servers last.
 */
export const stacks: readonly Stack[] = [
  responseHeaders,
  expressCors,
  expressManual,
  nginxProxy,
  nginxStatic,
  fastify,
  koa,
  hapi,
  nestjs,
  nextjs,
  sveltekit,
  nuxt,
  hono,
  nodeHttp,
  trpc,
  cloudflareWorkers,
  vercel,
  netlify,
  firebase,
  supabaseEdge,
  awsLambda,
  apache,
  caddy,
  haproxy,
  traefik,
  ingressNginx,
  istio,
  envoy,
  springBoot,
  springSecurity,
  quarkus,
  django,
  fastapi,
  flask,
  aiohttp,
  rails,
  laravel,
  symfony,
  php,
  wordpress,
  go,
  gin,
  axum,
  phoenix,
  aspnetCore,
  s3CloudFront,
  apiGateway,
  viteProxy,
  webpackDevServer,
  angularProxy,
];
