# flask-cors adds the headers to error answers too, those of `abort` and the unhandled 500; the interactive debugger of `debug=True` answers without them.
# The lines stand right below `app = Flask(__name__)`.

import re

from flask_cors import CORS  # pip install flask-cors

CORS( # CHANGED
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['X-Total-Count'],
    max_age=600,
)
