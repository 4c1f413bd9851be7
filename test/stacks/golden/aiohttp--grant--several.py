
# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
)
cors = aiohttp_cors.setup(app, defaults={
    'http://[::1]:3000': cors_options, # CHANGED
    'https://app.example': cors_options,
})
