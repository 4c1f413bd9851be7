# Delete `@cross_origin` and a second `CORS(...)`.
# Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS( # CHANGED
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)
