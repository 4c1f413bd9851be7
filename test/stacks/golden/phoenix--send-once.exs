# Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

# Move `plug Corsica` right below `use Phoenix.Endpoint`; keep its options:
plug Corsica, # CHANGED
  origins: ["http://[::1]:3000", "https://app.example"] # keep the other entries # CHANGED
