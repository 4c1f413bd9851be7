# The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.
# It must be the last line of the module: `app` is no `FastAPI` any more after it, so that `@app.get` and `app.include_router` come before.

from fastapi.middleware.cors import CORSMiddleware

# Last line of the module, around the whole app, so that its error answers carry the headers too.
app = CORSMiddleware(
    app,
    allow_origins=['https://app.example'],
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
