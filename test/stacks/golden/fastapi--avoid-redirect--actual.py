# The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import RedirectResponse # CHANGED

# In place of the redirect that names `user:password@`.
@app.middleware('http') # CHANGED
async def redirect_without_password(request, call_next): # CHANGED
    if request.url.path == '/api/x': # CHANGED
        return RedirectResponse('https://files.example/x', 307) # CHANGED
    return await call_next(request) # CHANGED


# Below every other `app.add_middleware`: the one that is added last runs first.
app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://app.example'], # CHANGED
    # allow_credentials=True, # uncomment if the page sends cookies
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
