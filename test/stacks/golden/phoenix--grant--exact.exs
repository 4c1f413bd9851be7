
# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
plug Corsica,
  allow_credentials: true,
  allow_methods: ["GET", "HEAD", "POST", "DELETE"],
  allow_headers: ["Authorization"],
  expose_headers: ["ETag"],
  max_age: 600,
  origins: ["https://admin.example", "https://app.example"]
