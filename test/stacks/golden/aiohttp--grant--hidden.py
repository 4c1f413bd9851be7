
# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
    # allow_credentials=True, # uncomment if the page sends cookies
    allow_headers=['x-api-key'], # keep the other entries # CHANGED
)
cors = aiohttp_cors.setup(app, defaults={
    'https://admin.example': cors_options,
    'https://app.example': cors_options, # CHANGED
})
