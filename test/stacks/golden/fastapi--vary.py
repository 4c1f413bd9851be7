# `CORSMiddleware` sends `Vary: Origin` to allowed origins only: the function adds it for all.
# Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.
# It must be the last line of the module: `app` is no `FastAPI` any more after it, so that `@app.get` and `app.include_router` come before.

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import MutableHeaders # CHANGED

# Last line of the module, around the whole app, so that its error answers carry the headers too.
app = CORSMiddleware(
    app,
    allow_origins=['https://app.example'],
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)


def vary_by_origin(app): # CHANGED
    async def varying(scope, receive, send): # CHANGED
        async def send_varying(message): # CHANGED
            if message['type'] == 'http.response.start': # CHANGED
                MutableHeaders(scope=message).add_vary_header('Origin') # CHANGED
            await send(message) # CHANGED
        await app(scope, receive, send_varying) # CHANGED
    return varying # CHANGED


app = vary_by_origin(app) # CHANGED
