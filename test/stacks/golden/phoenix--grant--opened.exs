
# In the endpoint's `plug Corsica`; keep its other options and entries:
plug Corsica,
  allow_credentials: true, # CHANGED
  origins: ["https://app.example"] # keep the other entries # CHANGED
