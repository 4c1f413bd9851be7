# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

# In the endpoint's `plug Corsica`; keep its other options and entries:
plug Corsica,
  allow_credentials: true, # CHANGED
  origins: ["https://app.example"] # keep the other entries # CHANGED
