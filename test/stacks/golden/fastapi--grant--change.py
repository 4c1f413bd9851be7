
# In the app's add_middleware(CORSMiddleware, …) call; keep its other options and entries:
app.add_middleware(
    CORSMiddleware,
    allow_methods=['GET', 'HEAD', 'POST', 'PUT'], # keep the other entries # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)
