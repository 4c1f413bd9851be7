# Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.

from flask_cors import CORS  # pip install flask-cors

# Right below app = Flask(__name__):
CORS(
    app,
    origins=['https://app.example'], # CHANGED
    # supports_credentials=True, # uncomment if the page sends cookies
)
