# Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.

from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware( # CHANGED
    CORSMiddleware,
    allow_origins=['https://app.example'],
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
