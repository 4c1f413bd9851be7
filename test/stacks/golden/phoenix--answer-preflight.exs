
# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
plug Corsica, # CHANGED
  origins: ["https://app.example"], # CHANGED
  allow_methods: ["GET", "HEAD", "POST", "PUT"], # CHANGED
  allow_headers: ["Content-Type", "x-api-key"] # CHANGED
