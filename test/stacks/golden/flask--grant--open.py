# Do not use `CORS(app, supports_credentials=True)` without `origins`: every website could read the responses with the user's cookies.

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=['*'], # keep the other entries
    send_wildcard=True,
)
