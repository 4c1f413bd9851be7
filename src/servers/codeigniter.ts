import { byCookie, byHeaderName, defineServer } from "./server.ts";

/**
 * CodeIgniter 4. In development, responses that are not HTML link to the debug toolbar. The session cookie has a name of
 * its own by default.
 * @see https://github.com/codeigniter4/CodeIgniter4/blob/develop/system/Debug/Toolbar.php
 * @see https://github.com/codeigniter4/CodeIgniter4/blob/develop/app/Config/Session.php
 */
export const codeigniter = defineServer({
  id: "codeigniter",
  name: "CodeIgniter",
  layer: "framework",
  recognize: (response) =>
    byHeaderName(response, ["Debugbar-Time", "Debugbar-Link"]) ?? byCookie(response, /^ci_session$/),
  stacks: [],
});
