# Clear the CDN's and the browser's caches; they still hold old responses.

# In the endpoint's `plug Corsica`; keep its other options and entries:
# Corsica leaves Vary off responses to other origins, and to requests without one.
plug :vary_by_origin # CHANGED

defp vary_by_origin(conn, _opts) do # CHANGED
  register_before_send(conn, &prepend_resp_headers(&1, [{"vary", "Origin"}])) # CHANGED
end # CHANGED

plug Corsica,
  allow_methods: ["GET", "HEAD", "POST", "PUT"], # keep the other entries # CHANGED
  allow_headers: ["Content-Type", "x-api-key"], # keep the other entries # CHANGED
  expose_headers: ["X-Total-Count"], # keep the other entries # CHANGED
  origins: ["https://app.example"] # keep the other entries
