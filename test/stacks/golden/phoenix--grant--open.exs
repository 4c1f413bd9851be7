
# In the endpoint's `plug Corsica`; keep its other options and entries:
plug Corsica,
  origins: "*" # keep the other entries
