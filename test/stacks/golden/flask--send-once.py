# Delete all other code that sets `Access-Control-…` headers: `@cross_origin`, a second `CORS(...)`, `add_header` in a reverse proxy.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS( # CHANGED
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)
