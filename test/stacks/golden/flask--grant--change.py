# Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # keep the other entries # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)
