/** Why a stack's fixes are not proved on its real server, by the stack's id. A stack without a proof needs a reason. */
export const notRun: Readonly<Record<string, string>> = {
  traefik: "no package of it in npm or Debian; its fields are checked against the published types",
  "ingress-nginx": "needs a Kubernetes cluster; its values are checked against what the controller takes",
  istio: "needs a Kubernetes cluster; its fields are checked against the published types",
  envoy: "no package of it in npm or Debian",
  laravel: "Debian has Laravel 8, without its CORS middleware",
  "aspnet-core": "no package of .NET in npm or Debian",
  "s3-cloudfront": "needs AWS; its fields are checked against the types of the AWS SDK",
  "api-gateway": "needs AWS; its fields are checked against the types of the AWS SDK",
};
