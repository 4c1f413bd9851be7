
# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)
