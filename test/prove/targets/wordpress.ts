import { appSource, appTarget } from "../debian.ts";

export const wordpress = appTarget({
  name: "WordPress's REST API on PHP's development server",
  stack: "wordpress",
  packages: ["wordpress", "php-cli"],
  check: ["php", "-r", "exit(is_file('/usr/share/wordpress/wp-settings.php') ? 0 : 1);"],
  files: (fix) => ({
    "router.php": appSource("wordpress-router.php"),
    "wp-content/db.php": appSource("wordpress-db.php"),
    "wp-content/mu-plugins/cors.php": fix ?? "",
    "wp-content/mu-plugins/mistakes.php": appSource("wordpress-mistakes.php"),
  }),
  command: (port) => ["php", "-d", "display_errors=0", "-S", `127.0.0.1:${port}`, "router.php"],
});
