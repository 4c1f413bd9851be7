# Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

# Move the app's add_middleware(CORSMiddleware, …) call below all others; keep its other options:
app.add_middleware( # CHANGED
    CORSMiddleware,
    allow_origins=['http://[::1]:3000', 'https://app.example'], # CHANGED
)
