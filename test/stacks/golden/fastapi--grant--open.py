
from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware(
    CORSMiddleware,
    allow_origins=['*'],
    allow_methods=['GET', 'HEAD', 'POST'],
)
