// All servers in one list. A new server is one file, its test data and one entry here.

import { actixCors } from "./actix-cors.ts";
import { aiohttp } from "./aiohttp.ts";
import { aiohttpCors } from "./aiohttp-cors.ts";
import { airplay } from "./airplay.ts";
import { akamai } from "./akamai.ts";
import { apache } from "./apache.ts";
import { apiGateway } from "./api-gateway.ts";
import { apollo } from "./apollo.ts";
import { appwrite } from "./appwrite.ts";
import { arangodb } from "./arangodb.ts";
import { aspnetCore } from "./aspnet-core.ts";
import { astro } from "./astro.ts";
import { auth0 } from "./auth0.ts";
import { awsAlb } from "./aws-alb.ts";
import { awsLambda } from "./aws-lambda.ts";
import { axum } from "./axum.ts";
import { azureApiManagement } from "./azure-api-management.ts";
import { azureAppService } from "./azure-app-service.ts";
import { azureBlob } from "./azure-blob.ts";
import { azureFrontDoor } from "./azure-front-door.ts";
import { azureFunctions } from "./azure-functions.ts";
import { azureFunctionsCoreTools } from "./azure-functions-core-tools.ts";
import { backblazeB2 } from "./backblaze-b2.ts";
import { caddy } from "./caddy.ts";
import { chroma } from "./chroma.ts";
import { clickhouse } from "./clickhouse.ts";
import { cloudflare } from "./cloudflare.ts";
import { cloudflareAccess } from "./cloudflare-access.ts";
import { cloudflareR2 } from "./cloudflare-r2.ts";
import { cloudflareWorkers } from "./cloudflare-workers.ts";
import { cloudfront } from "./cloudfront.ts";
import { codeigniter } from "./codeigniter.ts";
import { cognito } from "./cognito.ts";
import { comfyui } from "./comfyui.ts";
import { corsExpress } from "./cors-express.ts";
import { couchdb } from "./couchdb.ts";
import { digitaloceanSpaces } from "./digitalocean-spaces.ts";
import { directus } from "./directus.ts";
import { discourse } from "./discourse.ts";
import { django } from "./django.ts";
import { djangoRestFramework } from "./django-rest-framework.ts";
import { drupal } from "./drupal.ts";
import { echo } from "./echo.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { envoy } from "./envoy.ts";
import { express } from "./express.ts";
import { fastapi } from "./fastapi.ts";
import { fastify } from "./fastify.ts";
import { fastifyCors } from "./fastify-cors.ts";
import { fastly } from "./fastly.ts";
import { fiber } from "./fiber.ts";
import { firebaseFunctions } from "./firebase-functions.ts";
import { flask } from "./flask.ts";
import { flyIo } from "./fly-io.ts";
import { frappe } from "./frappe.ts";
import { gcpApiGateway } from "./gcp-api-gateway.ts";
import { gcs } from "./gcs.ts";
import { geoserver } from "./geoserver.ts";
import { gin } from "./gin.ts";
import { ginContribCors } from "./gin-contrib-cors.ts";
import { gitea } from "./gitea.ts";
import { githubCodespaces } from "./github-codespaces.ts";
import { githubPages } from "./github-pages.ts";
import { gitlab } from "./gitlab.ts";
import { gitpod } from "./gitpod.ts";
import { go } from "./go.ts";
import { googleFrontend } from "./google-frontend.ts";
import { googleapis } from "./googleapis.ts";
import { grafana } from "./grafana.ts";
import { graphqlYoga } from "./graphql-yoga.ts";
import { gunicorn } from "./gunicorn.ts";
import { hapi } from "./hapi.ts";
import { haproxy } from "./haproxy.ts";
import { hasura } from "./hasura.ts";
import { heroku } from "./heroku.ts";
import { homeAssistant } from "./home-assistant.ts";
import { hono } from "./hono.ts";
import { iis } from "./iis.ts";
import { immich } from "./immich.ts";
import { influxdb } from "./influxdb.ts";
import { ingressNginx } from "./ingress-nginx.ts";
import { istio } from "./istio.ts";
import { jellyfin } from "./jellyfin.ts";
import { jetty } from "./jetty.ts";
import { jupyter } from "./jupyter.ts";
import { keycloak } from "./keycloak.ts";
import { koa } from "./koa.ts";
import { kong } from "./kong.ts";
import { ktor } from "./ktor.ts";
import { kubo } from "./kubo.ts";
import { laravel } from "./laravel.ts";
import { lighttpd } from "./lighttpd.ts";
import { litespeed } from "./litespeed.ts";
import { llamaCpp } from "./llama-cpp.ts";
import { lmStudio } from "./lm-studio.ts";
import { localstack } from "./localstack.ts";
import { mastodon } from "./mastodon.ts";
import { mattermost } from "./mattermost.ts";
import { mcp } from "./mcp.ts";
import { micronaut } from "./micronaut.ts";
import { minio } from "./minio.ts";
import { minioConsole } from "./minio-console.ts";
import { n8n } from "./n8n.ts";
import { nelmioCors } from "./nelmio-cors.ts";
import { nestjs } from "./nestjs.ts";
import { netlify } from "./netlify.ts";
import { nextcloud } from "./nextcloud.ts";
import { nextjs } from "./nextjs.ts";
import { nginx } from "./nginx.ts";
import { ngrok } from "./ngrok.ts";
import { nodeHttp } from "./node-http.ts";
import { nuxt } from "./nuxt.ts";
import { odoo } from "./odoo.ts";
import { okta } from "./okta.ts";
import { ollama } from "./ollama.ts";
import { opensearch } from "./opensearch.ts";
import { otlpCollector } from "./otlp-collector.ts";
import { phoenix } from "./phoenix.ts";
import { php } from "./php.ts";
import { pocketbase } from "./pocketbase.ts";
import { prometheus } from "./prometheus.ts";
import { quarkus } from "./quarkus.ts";
import { rabbitmqManagement } from "./rabbitmq-management.ts";
import { rackCors } from "./rack-cors.ts";
import { rails } from "./rails.ts";
import { railway } from "./railway.ts";
import { render } from "./render.ts";
import { rocket } from "./rocket.ts";
import { rsCors } from "./rs-cors.ts";
import { s3 } from "./s3.ts";
import { salesforce } from "./salesforce.ts";
import { sanity } from "./sanity.ts";
import { sentry } from "./sentry.ts";
import type { Server } from "./server.ts";
import { sinatra } from "./sinatra.ts";
import { socketIo } from "./socket-io.ts";
import { springBoot } from "./spring-boot.ts";
import { springCors } from "./spring-cors.ts";
import { springSecurity } from "./spring-security.ts";
import { squid } from "./squid.ts";
import { stableDiffusionWebui } from "./stable-diffusion-webui.ts";
import { starlette } from "./starlette.ts";
import { strapi } from "./strapi.ts";
import { supabase } from "./supabase.ts";
import { supabaseFunctions } from "./supabase-functions.ts";
import { sveltekit } from "./sveltekit.ts";
import { symfony } from "./symfony.ts";
import { synapse } from "./synapse.ts";
import { tomcat } from "./tomcat.ts";
import { tornado } from "./tornado.ts";
import { towerHttp } from "./tower-http.ts";
import { traefik } from "./traefik.ts";
import { trpc } from "./trpc.ts";
import { tusd } from "./tusd.ts";
import { uvicorn } from "./uvicorn.ts";
import { vapor } from "./vapor.ts";
import { varnish } from "./varnish.ts";
import { vercel } from "./vercel.ts";
import { vite } from "./vite.ts";
import { vllm } from "./vllm.ts";
import { wasabi } from "./wasabi.ts";
import { webpackDevServer } from "./webpack-dev-server.ts";
import { wordpress } from "./wordpress.ts";

/** Every server, from the page's side inwards: CDNs, gateways, proxies, frameworks, CORS libraries and products. */
export const servers: readonly Server[] = [
  akamai,
  azureFrontDoor,
  cloudflare,
  cloudfront,
  fastly,
  githubPages,
  netlify,
  vercel,
  apiGateway,
  cloudflareAccess,
  gcpApiGateway,
  googleFrontend,
  kong,
  supabase,
  apache,
  awsAlb,
  caddy,
  envoy,
  flyIo,
  haproxy,
  heroku,
  iis,
  ingressNginx,
  istio,
  lighttpd,
  litespeed,
  nginx,
  railway,
  render,
  squid,
  traefik,
  varnish,
  vite,
  webpackDevServer,
  aiohttp,
  apollo,
  aspnetCore,
  astro,
  awsLambda,
  axum,
  cloudflareWorkers,
  codeigniter,
  django,
  djangoRestFramework,
  echo,
  express,
  fastapi,
  fastify,
  fiber,
  firebaseFunctions,
  flask,
  gin,
  go,
  graphqlYoga,
  gunicorn,
  hapi,
  hono,
  jetty,
  koa,
  ktor,
  laravel,
  mcp,
  micronaut,
  nestjs,
  nextjs,
  nodeHttp,
  nuxt,
  phoenix,
  php,
  quarkus,
  rails,
  rocket,
  sinatra,
  springBoot,
  springSecurity,
  supabaseFunctions,
  sveltekit,
  symfony,
  tomcat,
  tornado,
  trpc,
  uvicorn,
  vapor,
  actixCors,
  aiohttpCors,
  corsExpress,
  fastifyCors,
  ginContribCors,
  nelmioCors,
  rackCors,
  rsCors,
  springCors,
  starlette,
  towerHttp,
  appwrite,
  auth0,
  azureAppService,
  azureBlob,
  azureFunctions,
  backblazeB2,
  cloudflareR2,
  cognito,
  couchdb,
  digitaloceanSpaces,
  directus,
  discourse,
  elasticsearch,
  gcs,
  geoserver,
  gitlab,
  googleapis,
  grafana,
  hasura,
  homeAssistant,
  influxdb,
  jellyfin,
  jupyter,
  keycloak,
  llamaCpp,
  lmStudio,
  mastodon,
  minio,
  airplay,
  azureApiManagement,
  ngrok,
  githubCodespaces,
  gitpod,
  minioConsole,
  n8n,
  nextcloud,
  okta,
  ollama,
  opensearch,
  otlpCollector,
  pocketbase,
  prometheus,
  rabbitmqManagement,
  s3,
  sentry,
  socketIo,
  strapi,
  synapse,
  tusd,
  vllm,
  wasabi,
  azureFunctionsCoreTools,
  chroma,
  clickhouse,
  comfyui,
  localstack,
  salesforce,
  sanity,
  stableDiffusionWebui,
  arangodb,
  drupal,
  frappe,
  gitea,
  kubo,
  mattermost,
  immich,
  odoo,
  wordpress,
];
