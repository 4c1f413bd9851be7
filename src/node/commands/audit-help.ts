import { exitCodeHelp } from "../exit-code.ts";
import type { CommandHelp } from "./command.ts";
import { configNames } from "./config-names.ts";

/** In seconds, for all fetches together. */
export const defaultTimeout = 120;
export const defaultConcurrency = 4;

/** The help of `cors-panel audit`. */
export const auditHelp: CommandHelp = {
  name: "audit",
  summary: "test whether a server allows what a policy allows, and nothing else",
  help: `Usage: cors-panel audit [--config FILE] [--base URL] [OPTIONS]
       cors-panel audit --profile ID --base URL --origin ORIGIN [OPTIONS]
       cors-panel audit --init FROM [--config FILE] [--base URL] [--origin ORIGIN]

Tests every request that the policy allows, and similar requests that it forbids: origins that look like an allowed
origin, and methods, headers and credentials that no rule allows. Reports where the server is too strict or too lax.
Sends only preflights, GET, HEAD and the requests that the policy names as harmless, and never sends cookies.

The policy file is one of ${configNames.join(", ")}:

  import { defineConfig } from "cors-panel/config";

  export default defineConfig({
    base: "https://api.example",
    allow: [
      { origins: ["https://app.example"], routes: ["/orders"], methods: ["GET", "POST"], headers: ["content-type"] },
      { origins: ["https://app.example"], routes: ["/account"], credentials: true },
    ],
  });

Options:
  --config FILE        the policy file; default: one of these files in the current folder
  --base URL           test this server instead of the policy's base
  --profile ID         test what the browser clients of a protocol need at the URL of --base, instead of a policy file:
                       mcp, mcp-sessions, graphql, tus, grpc-web or s3
  --origin ORIGIN      with --profile and --init: the origin of the page; can be repeated
  --init FROM          write a policy to --config (default: cors-panel.config.mjs) instead of testing a server. FROM is
                       a HAR file, an HTML report of check, an OpenAPI document (JSON or YAML), a Postman collection, or
                       a Bruno collection (its folder or its export). "// confirm" marks the lines to check. --base and
                       --origin name the server and the pages if FROM does not
  --concurrency N      requests at the same time; default ${defaultConcurrency}
  --timeout SECONDS    limit for the whole audit; default ${defaultTimeout}
  --insecure           accept untrusted certificates
  --format NAME        print the report as text (the default), brief, json, junit or github
  --json               the same as --format json
  --report NAME=FILE   also write the report in this format to a file; can be repeated
  --stack ID           show the fix for this server stack
  --verbose            also print the evidence, all explanations and the curl commands of each refusal
  --color WHEN         auto (default: color on a terminal), always or never
  --show-secrets       print tokens and values in URLs instead of replacing them
  -h, --help           print this help

Exit code:
${exitCodeHelp.audit}

Examples:
  cors-panel audit
  cors-panel audit --base http://localhost:8080 --report json=audit.json
  cors-panel audit --init openapi.yaml --origin https://app.example
  cors-panel audit --profile mcp --base https://mcp.example/mcp --origin https://app.example
`,
};
