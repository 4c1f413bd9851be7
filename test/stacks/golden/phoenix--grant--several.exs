
# In the endpoint's `plug Corsica`; keep its other options and entries:
plug Corsica,
  origins: ["http://[::1]:3000", "https://app.example"] # keep the other entries # CHANGED
