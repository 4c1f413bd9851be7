# Errors of `Plug.Parsers`, such as invalid JSON, still lack these headers.

# Move `plug Corsica` right below `use Phoenix.Endpoint`; keep its options:
plug Corsica, # CHANGED
  origins: ["http://[::1]:3000", "https://app.example"] # keep the other entries # CHANGED
