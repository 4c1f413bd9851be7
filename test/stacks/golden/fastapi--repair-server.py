# Read the server's log and repair the failure. These lines only let the page see the status.
# After these lines, `app` is no longer a `FastAPI` object. `@app.get` and `app.dependency_overrides` fail, also in modules that import `app`.

from fastapi.middleware.cors import CORSMiddleware

# The last lines of the module:
app = CORSMiddleware( # CHANGED
    app, # CHANGED
    allow_origins=['https://app.example'], # CHANGED
    # allow_credentials=True, # uncomment if the page sends cookies
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
