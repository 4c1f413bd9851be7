# Flask runs `before_request` functions in order: above the one that authenticates, this one ends preflights.
# The lines stand right below `app = Flask(__name__)`.

from flask import request
from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['https://app.example'], # CHANGED
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)


@app.before_request # CHANGED
def answer_preflight(): # CHANGED
    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers: # CHANGED
        return '', 204 # CHANGED
