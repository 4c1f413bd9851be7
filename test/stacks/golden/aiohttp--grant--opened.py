
# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
    allow_credentials=True, # CHANGED
)
cors = aiohttp_cors.setup(app, defaults={
    'https://app.example': cors_options, # CHANGED
})
