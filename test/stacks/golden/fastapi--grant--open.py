# It must be the last line of the module: `app` is no `FastAPI` any more after it, so that `@app.get` and `app.include_router` come before.

from fastapi.middleware.cors import CORSMiddleware

# Last line of the module, around the whole app, so that its error answers carry the headers too.
app = CORSMiddleware(
    app,
    allow_origins=['*'],
    allow_methods=['GET', 'HEAD', 'POST'],
)
