# flask-cors adds the headers to error answers too, those of `abort` and the unhandled 500; the interactive debugger of `debug=True` answers without them.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS( # CHANGED
    app,
    origins=['https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
