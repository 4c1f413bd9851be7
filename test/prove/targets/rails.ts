import { appSource, appTarget, divided } from "../debian.ts";

export const rails = appTarget({
  name: "Rails with rack-cors on Puma",
  stack: "rails",
  packages: ["ruby-railties", "ruby-rack-cors", "puma"],
  check: ["ruby", "-e", "require 'action_controller/railtie'; require 'rack/cors'; require 'puma'"],
  files(fix) {
    const [initializer, routes] = divided(fix, "# At the top of config/routes.rb");
    const source = appSource("rails.ru").replace("# THE FIX", () => initializer);
    return { "config.ru": source.replace("# THE ROUTES", () => routes) };
  },
  command: (port) => ["puma", "--quiet", "--bind", `tcp://127.0.0.1:${port}`, "config.ru"],
  env: { RAILS_ENV: "production" },
});
