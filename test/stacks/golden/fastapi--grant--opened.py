
# In the app's add_middleware(CORSMiddleware, …) call; keep its other options and entries:
app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://app.example'], # keep the other entries # CHANGED
    allow_credentials=True, # CHANGED
)
