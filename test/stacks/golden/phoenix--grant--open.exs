
# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
plug Corsica,
  origins: "*",
  allow_methods: ["GET", "HEAD", "POST"]
