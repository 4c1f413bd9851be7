# `CORSMiddleware` sends `Vary: Origin` to allowed origins only; `vary_by_origin` sends it to all.
# Clear the CDN's and the browser's caches; they still hold old responses.

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


@app.middleware('http') # CHANGED
async def vary_by_origin(request, call_next): # CHANGED
    response = await call_next(request) # CHANGED
    response.headers.add_vary_header('Origin') # CHANGED
    return response # CHANGED
