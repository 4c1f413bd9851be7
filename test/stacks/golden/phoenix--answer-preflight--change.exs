
# Move `plug Corsica` right below `use Phoenix.Endpoint`; keep its options:
plug Corsica, # CHANGED
  allow_methods: ["GET", "HEAD", "POST", "PUT"], # keep the other entries # CHANGED
  allow_headers: ["Content-Type", "x-api-key"], # keep the other entries # CHANGED
  expose_headers: ["X-Total-Count"], # keep the other entries # CHANGED
  origins: ["https://app.example"] # keep the other entries
