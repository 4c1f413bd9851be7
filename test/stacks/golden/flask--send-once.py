# Delete `@cross_origin` and a second `CORS(...)`.
# Delete every other place that sets `Access-Control-…` headers: in routes, in error handlers, in a proxy or a CDN in front.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS( # CHANGED
    app,
    origins=['https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
