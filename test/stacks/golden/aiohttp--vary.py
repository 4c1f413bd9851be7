# Clear the CDN's and the browser's caches; they still hold old responses.
# Delete your own `OPTIONS` routes and all other code that sets `Access-Control-…` headers. aiohttp_cors raises an error otherwise.
# Replace `*` in routes with methods, and derive class-based views from `aiohttp_cors.CorsViewMixin`. aiohttp_cors accepts no others.

from aiohttp import hdrs

# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:
cors_options = aiohttp_cors.ResourceOptions(
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)
cors = aiohttp_cors.setup(app, defaults={
    'https://app.example': cors_options,
})
for route in list(app.router.routes()):
    if route.method not in {hdrs.METH_ANY, hdrs.METH_OPTIONS}:
        cors.add(route)


async def vary_by_origin(request, response): # CHANGED
    response.headers.add('Vary', 'Origin') # CHANGED


app.on_response_prepare.append(vary_by_origin) # CHANGED
