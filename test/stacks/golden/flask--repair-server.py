# Read the server's log and repair the failure. These lines only let the page see the status.
# The lines stand right below `app = Flask(__name__)`.

from flask_cors import CORS  # pip install flask-cors

CORS( # CHANGED
    app,
    origins=['https://app.example'], # CHANGED
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)
