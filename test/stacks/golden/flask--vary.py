# flask-cors leaves `Vary` out where it has one origin, and where none matches.
# Clear the CDN's and the browser's caches; they still hold old responses.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
    expose_headers=['X-Total-Count'],
)


@app.after_request # CHANGED
def vary_by_origin(response): # CHANGED
    response.vary.add('Origin') # CHANGED
    return response # CHANGED
