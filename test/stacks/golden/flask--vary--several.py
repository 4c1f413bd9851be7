# flask-cors leaves `Vary` out where it has one origin, and where none matches.
# Clear the CDN's and the browser's caches; they still hold old responses.
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


@app.after_request # CHANGED
def vary_by_origin(response): # CHANGED
    response.vary.add('Origin') # CHANGED
    return response # CHANGED
