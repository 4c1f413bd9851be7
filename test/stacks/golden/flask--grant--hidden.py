# Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=['https://admin.example', 'https://app.example'], # CHANGED
    # supports_credentials=True, # uncomment if the page sends cookies
    # methods=['GET', 'HEAD', 'POST', 'PATCH'], # only if there is a list already
    # allow_headers=['x-api-key'], # only if there is a list already
)
