# The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS( # CHANGED
    app,
    origins=['https://app.example'],
    supports_credentials=True,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
