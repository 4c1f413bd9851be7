# Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=['https://app.example'], # keep the other entries # CHANGED
    supports_credentials=True, # CHANGED
)
