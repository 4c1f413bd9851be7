# Phoenix still sends errors of `Plug.Parsers`, such as invalid JSON, without these headers.

# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
plug Corsica, # CHANGED
  origins: ["http://[::1]:3000", "https://app.example"], # CHANGED
  allow_credentials: true,
  allow_methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  allow_headers: ["Authorization"],
  expose_headers: ["X-Total-Count"],
  max_age: 600
