# Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)
