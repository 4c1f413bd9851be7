import { appSource, appTarget } from "../debian.ts";

export const php = appTarget({
  name: "PHP's own development server",
  stack: "php",
  packages: ["php-cli"],
  check: ["php", "--version"],
  files: (fix) => ({ "index.php": appSource("php.php"), "cors.php": fix ?? "" }),
  command: (port) => ["php", "-d", "display_errors=0", "-S", `127.0.0.1:${port}`, "index.php"],
});
