
from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://app.example'], # CHANGED
    # allow_credentials=True, # uncomment if the page sends cookies
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
