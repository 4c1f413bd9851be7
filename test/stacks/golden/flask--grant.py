# Do not use `CORS(app, supports_credentials=True)` without `origins`: every website could read the responses with the user's cookies.
# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

from flask_cors import CORS  # pip install flask-cors

# Right below app = Flask(__name__):
CORS(
    app,
    origins=['https://app.example'], # CHANGED
    # supports_credentials=True, # uncomment if the page sends cookies
)
