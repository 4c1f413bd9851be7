# Clear the CDN's and the browser's caches; they still hold old responses.

# In the app's add_middleware(CORSMiddleware, …) call; keep its other options and entries:
app.add_middleware(
    CORSMiddleware,
    allow_origins=['http://[::1]:3000', 'https://app.example'], # CHANGED
)


@app.middleware('http') # CHANGED
async def vary_by_origin(request, call_next): # CHANGED
    response = await call_next(request) # CHANGED
    response.headers.add_vary_header('Origin') # CHANGED
    return response # CHANGED
