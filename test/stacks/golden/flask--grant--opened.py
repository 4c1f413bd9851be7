# Do not use `CORS(app, supports_credentials=True)` without `origins`: every website could read the responses with the user's cookies.
# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=['https://app.example'], # keep the other entries # CHANGED
    supports_credentials=True, # CHANGED
)
