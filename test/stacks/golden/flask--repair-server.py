# Read the server's log and repair the failure. These lines only let the page see the status.

from flask_cors import CORS  # pip install flask-cors

# Right below app = Flask(__name__):
CORS( # CHANGED
    app,
    origins=['https://app.example'], # CHANGED
    # supports_credentials=True, # uncomment if the page sends cookies
)
