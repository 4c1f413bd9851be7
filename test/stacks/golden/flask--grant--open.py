
# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=['*'], # keep the other entries
    send_wildcard=True,
)
