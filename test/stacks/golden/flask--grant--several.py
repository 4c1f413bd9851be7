# `CORS(app, supports_credentials=True)` without `origins` sends back any origin; it must be named.
# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
# The lines stand right below `app = Flask(__name__)`.

import re

from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=[re.compile(r'^http://\[::1\]:3000$'), 'https://app.example'], # CHANGED
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allow_headers=['Authorization'],
    expose_headers=['X-Total-Count'],
    max_age=600,
)
