# Read the server's log and repair the failure. These lines only let the page see the status.
# Delete your own `OPTIONS` routes and all other code that sets `Access-Control-…` headers. aiohttp_cors raises an error otherwise.
# Replace `*` in routes with methods, and derive class-based views from `aiohttp_cors.CorsViewMixin`. aiohttp_cors accepts no others.

import aiohttp_cors  # pip install aiohttp-cors
from aiohttp import hdrs

# Below the last route of `app`, and above `web.run_app(app)`:
cors_options = aiohttp_cors.ResourceOptions(
    # allow_credentials=True, # uncomment if the page sends cookies
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
cors = aiohttp_cors.setup(app, defaults={ # CHANGED
    'https://app.example': cors_options, # CHANGED
})
for route in list(app.router.routes()):
    if route.method not in {hdrs.METH_ANY, hdrs.METH_OPTIONS}:
        cors.add(route)


async def vary_by_origin(request, response):
    response.headers.add('Vary', 'Origin')


app.on_response_prepare.append(vary_by_origin)
