
# In the endpoint's `plug Corsica`; keep its other options and entries:
plug Corsica,
  # allow_credentials: true, # uncomment if the page sends cookies
  # allow_methods: ["GET", "HEAD", "POST", "PATCH"], # only if there is a list already
  # allow_headers: ["x-api-key"], # only if there is a list already
  origins: ["https://admin.example", "https://app.example"] # CHANGED
