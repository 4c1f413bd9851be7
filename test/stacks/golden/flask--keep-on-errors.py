# flask-cors adds the headers to error responses too. The interactive debugger of `debug=True` responds without them.

import re

# In the app's CORS(app, …) call; keep its other options and entries:
CORS( # CHANGED
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
)
