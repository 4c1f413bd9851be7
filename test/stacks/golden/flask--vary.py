# flask-cors leaves `Vary` out where it has one origin, and where none matches.
# Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)


@app.after_request # CHANGED
def vary_by_origin(response): # CHANGED
    response.vary.add('Origin') # CHANGED
    return response # CHANGED
