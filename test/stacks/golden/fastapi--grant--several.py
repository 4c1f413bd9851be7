
# In the app's add_middleware(CORSMiddleware, …) call; keep its other options and entries:
app.add_middleware(
    CORSMiddleware,
    allow_origins=['http://[::1]:3000', 'https://app.example'], # CHANGED
)
