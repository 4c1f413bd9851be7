# `CORS(app, supports_credentials=True)` without `origins` sends back any origin; it must be named.
# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['https://admin.example', 'https://app.example'], # CHANGED
    methods=['GET', 'HEAD', 'POST', 'PATCH'],
    allow_headers=['x-api-key'],
)
