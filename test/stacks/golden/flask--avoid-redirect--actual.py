# The URL loses its user name and password. Let the page send an `Authorization` header instead.
# The lines stand right below `app = Flask(__name__)`.

from flask import redirect, request
from flask_cors import CORS  # pip install flask-cors

CORS(
    app,
    origins=['https://app.example'], # CHANGED
    methods=['GET', 'HEAD', 'POST', 'PUT'], # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # CHANGED
)


# Instead of the route that redirects with `user:password@`.
@app.before_request # CHANGED
def redirect_without_password(): # CHANGED
    if request.path == '/api/x': # CHANGED
        return redirect('https://files.example/x', code=307) # CHANGED
