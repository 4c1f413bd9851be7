
from flask import request
from flask_cors import CORS  # pip install flask-cors

# Right below app = Flask(__name__):
CORS(
    app,
    origins=['https://app.example'], # CHANGED
    # supports_credentials=True, # uncomment if the page sends cookies
)


@app.before_request # CHANGED
def answer_preflight(): # CHANGED
    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers: # CHANGED
        return '', 204 # CHANGED
