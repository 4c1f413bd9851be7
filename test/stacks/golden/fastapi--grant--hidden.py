# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://admin.example', 'https://app.example'], # CHANGED
    allow_methods=['GET', 'HEAD', 'POST', 'PATCH'],
    allow_headers=['x-api-key'],
)
