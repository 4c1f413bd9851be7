# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware(
    CORSMiddleware,
    allow_origins=['http://[::1]:3000', 'https://app.example'], # CHANGED
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['X-Total-Count'],
    max_age=600,
)
