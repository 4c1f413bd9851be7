
from fastapi.middleware.cors import CORSMiddleware

# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://admin.example', 'https://app.example'],
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['ETag'],
    max_age=600,
)
