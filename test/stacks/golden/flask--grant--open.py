# `CORS(app, supports_credentials=True)` without `origins` sends back any origin; it must be named.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['*'],
    methods=['GET', 'HEAD', 'POST'],
    allow_headers=[],
    send_wildcard=True,
)
