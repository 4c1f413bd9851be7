# Do not use `CORS(app, supports_credentials=True)` without `origins`: every website could read the responses with the user's cookies.
# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)
