# If only `HTTPException` responses lack the headers, such as 401 or 404, `app.add_middleware(CORSMiddleware, …)` is enough.
# After these lines, `app` is no longer a `FastAPI` object. `@app.get` and `app.dependency_overrides` fail, also in modules that import `app`.

from fastapi.middleware.cors import CORSMiddleware

# The last lines of the module, in place of `app.add_middleware(CORSMiddleware, …)`; keep its options:
app = CORSMiddleware( # CHANGED
    app, # CHANGED
    allow_origins=['http://[::1]:3000', 'https://app.example'], # CHANGED
    allow_credentials=True,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['X-Total-Count'],
    max_age=600,
)
