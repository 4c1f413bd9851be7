
# In the app's add_middleware(CORSMiddleware, …) call; keep its other options and entries:
app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://admin.example', 'https://app.example'], # CHANGED
    # allow_credentials=True, # uncomment if the page sends cookies
    allow_methods=['GET', 'HEAD', 'POST', 'PATCH'], # keep the other entries # CHANGED
    allow_headers=['x-api-key'], # keep the other entries # CHANGED
)
