
# Move the app's add_middleware(CORSMiddleware, …) call below all others; keep its other options:
app.add_middleware( # CHANGED
    CORSMiddleware,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # keep the other entries # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)
