import { expect, test } from "vitest";
import { wordpress } from "../../src/stacks/wordpress.ts";
import { contexts, policies } from "./policies.ts";

/** The code of WordPress for requests below a path. */
function codeBelow(path: string): string {
  const values = [policies.one, contexts["no redirect"]] as Parameters<typeof wordpress.fix.grant>;
  const [policy, context] = values;
  const [written] = wordpress.fix.grant(policy, { ...context, server: { ...context.server, path } });
  return written?.code ?? "";
}

test("WordPress: the code reaches `admin-ajax.php` where the requests go there, and the REST API elsewhere", () => {
  expect(codeBelow("/wp-admin")).toContain("add_action( 'init'");
  expect(codeBelow("/blog/wp-admin")).toContain("wp_doing_ajax()");
  expect(codeBelow("/wp-json/wp/v2")).toContain("add_action( 'rest_api_init'");
});
