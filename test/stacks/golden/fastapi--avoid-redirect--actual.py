# The user name and password in the URL are lost: let the page send an `Authorization` header instead.
# It must be the last line of the module: `app` is no `FastAPI` any more after it, so that `@app.get` and `app.include_router` come before.

from fastapi.middleware.cors import CORSMiddleware
from starlette.routing import Route

# Above the route that redirects with `user:password@`, which it replaces.
from fastapi.responses import RedirectResponse

app.router.routes.insert(0, Route('/api/x', lambda request: RedirectResponse('https://files.example/x'), methods=['GET', 'HEAD', 'POST', 'PUT'])) # CHANGED

# Last line of the module, around the whole app, so that its error answers carry the headers too.
app = CORSMiddleware(
    app,
    allow_origins=['https://app.example'],
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
