import { byHeaderName, defineServer } from "./server.ts";

/**
 * LocalStack. It refuses pages whose origin is not in its own list with 403, before a bucket's CORS rules are asked.
 * @see https://docs.localstack.cloud/aws/customization/configuration-options/
 * @see https://github.com/localstack/localstack/issues/4056
 */
export const localstack = defineServer({
  id: "localstack",
  name: "LocalStack",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, ["x-localstack"]) ??
    (response.port === "4566" && /^(hypercorn|TwistedWeb)\b/i.test(response.header("Server") ?? "")
      ? { certainty: "possible", evidence: "port `4566` with a Python server" }
      : undefined),
  answersItself: ({ method, status }) => method === "OPTIONS" && status === 403,
  stacks: [],
  setting: {
    title: "Add the page's origin to `EXTRA_CORS_ALLOWED_ORIGINS` of LocalStack",
    language: "shell",
    lines: ({ added }) =>
      added.origins.length > 0
        ? [
            `EXTRA_CORS_ALLOWED_ORIGINS=\${EXTRA_CORS_ALLOWED_ORIGINS:+$EXTRA_CORS_ALLOWED_ORIGINS,}${added.origins.join(",")} localstack start`,
          ]
        : [],
    warnings: [
      "With Docker Compose, set the variable in the service's `environment`. Keep the existing origins there.",
    ],
  },
});
