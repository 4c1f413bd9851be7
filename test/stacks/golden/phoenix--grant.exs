
# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
plug Corsica,
  # allow_credentials: true, # uncomment if the page sends cookies
  allow_headers: ["Content-Type", "x-api-key"], # CHANGED
  origins: ["https://app.example"] # CHANGED
