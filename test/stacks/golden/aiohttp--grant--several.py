# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
# Delete `OPTIONS` routes and every line of the app that sets `Access-Control-…` headers: aiohttp_cors raises an error beside them.
# Replace `*` in routes with methods, and derive class-based views from `aiohttp_cors.CorsViewMixin`, because aiohttp_cors takes no others.

# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
)
cors = aiohttp_cors.setup(app, defaults={
    'http://[::1]:3000': cors_options, # CHANGED
    'https://app.example': cors_options,
})
