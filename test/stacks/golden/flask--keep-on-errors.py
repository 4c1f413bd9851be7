# Test without `debug=True`. The interactive debugger responds without these headers.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS( # CHANGED
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)
