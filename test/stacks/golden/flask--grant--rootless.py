# `CORS(app, supports_credentials=True)` without `origins` sends back any origin; it must be named.
# The origins are named one by one: sending back any origin would let every website read the answers with the user's cookies.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
