
# In the endpoint's `plug Corsica`; keep its other options and entries:
plug Corsica,
  allow_methods: ["GET", "HEAD", "POST", "PUT"], # keep the other entries # CHANGED
  allow_headers: ["Content-Type", "x-api-key"], # keep the other entries # CHANGED
  expose_headers: ["X-Total-Count"], # keep the other entries # CHANGED
  origins: ["https://app.example"] # keep the other entries
