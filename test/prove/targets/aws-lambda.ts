import { appSource } from "../debian.ts";
import { appOnNode } from "../node.ts";

export const awsLambda = appOnNode({
  name: "AWS Lambda on Architect's sandbox",
  stack: "aws-lambda",
  on: "Architect's sandbox, as an HTTP API",
  packages: ["@architect/sandbox"],
  files: (fix) => ({
    "package.json": '{ "type": "module" }',
    "app.arc": ["@app", "app", "@http", "any /api/*"].join("\n"),
    "serve.mjs": appSource("aws-sandbox.mjs.txt"),
    "src/http/any-api-catchall/act.mjs": appSource("act.mjs.txt"),
    "src/http/any-api-catchall/index.mjs": appSource("aws-lambda.mjs.txt") + (fix ?? "export const handler = handle;"),
  }),
  command: (port) => [process.execPath, "serve.mjs", String(port)],
});
