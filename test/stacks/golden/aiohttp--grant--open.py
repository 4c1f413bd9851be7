
# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
)
cors = aiohttp_cors.setup(app, defaults={
    '*': cors_options,
})
