/** Why a stack's fixes are not proved on its real server, by the stack's id. A stack without a proof needs a reason. */
export const notRun: Readonly<Record<string, string>> = {
  "response-headers": "it stands for any server, and every other stack sends the same headers",
  traefik: "no package of it in npm or Debian; its fields are checked against the published types",
  "ingress-nginx": "needs a Kubernetes cluster; its values are checked against what the controller takes",
  istio: "needs a Kubernetes cluster; its fields are checked against the published types",
  envoy: "no package of it in npm or Debian",
  "spring-security": "Debian has Spring 4, and no package of Spring Security",
  quarkus: "no package of it in npm or Debian",
  axum: "no package of axum or tower-http in npm or Debian 12",
  phoenix: "Debian has Elixir, and no package of Phoenix or Corsica",
  laravel: "Debian has Laravel 8, without its CORS middleware",
  symfony: "no package of NelmioCorsBundle in npm or Debian",
  "aspnet-core": "no package of .NET in npm or Debian",
  "s3-cloudfront": "needs AWS; its fields are checked against the types of the AWS SDK",
  "api-gateway": "needs AWS; its fields are checked against the types of the AWS SDK",
};
