# Clear the CDN's and the browser's caches; they still hold old responses.

# mix.exs, in deps: {:corsica, "~> 2.1"}

# lib/my_app_web/endpoint.ex, right after `use Phoenix.Endpoint`: before
# Plug.Static, Plug.Parsers, authentication and the router.
# Corsica leaves Vary off responses to other origins, and to requests without one.
plug :vary_by_origin # CHANGED

defp vary_by_origin(conn, _opts) do # CHANGED
  register_before_send(conn, &prepend_resp_headers(&1, [{"vary", "Origin"}])) # CHANGED
end # CHANGED

plug Corsica,
  origins: ["http://[::1]:3000", "https://app.example"], # CHANGED
  allow_credentials: true,
  allow_methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  allow_headers: ["Authorization"],
  expose_headers: ["X-Total-Count"],
  max_age: 600
