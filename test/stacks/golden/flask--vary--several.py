# Clear the CDN's and the browser's caches; they still hold old responses.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)


@app.after_request # CHANGED
def vary_by_origin(response): # CHANGED
    response.vary.add('Origin') # CHANGED
    return response # CHANGED
