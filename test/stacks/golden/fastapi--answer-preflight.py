# `CORSMiddleware` answers preflights before the middlewares that are added above it, and before all dependencies and routes.

from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware( # CHANGED
    CORSMiddleware,
    allow_origins=['https://app.example'], # CHANGED
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
