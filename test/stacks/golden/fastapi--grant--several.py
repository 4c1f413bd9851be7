# The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.
# It must be the last line of the module: `app` is no `FastAPI` any more after it, so that `@app.get` and `app.include_router` come before.

from fastapi.middleware.cors import CORSMiddleware

# Last line of the module, around the whole app, so that its error answers carry the headers too.
app = CORSMiddleware(
    app,
    allow_origins=['http://[::1]:3000', 'https://app.example'], # CHANGED
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['X-Total-Count'],
    max_age=600,
)
