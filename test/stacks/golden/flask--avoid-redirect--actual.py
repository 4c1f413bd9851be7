# The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

from flask import redirect, request
from flask_cors import CORS  # pip install flask-cors

# Right below app = Flask(__name__):
CORS(
    app,
    origins=['https://app.example'], # CHANGED
    # supports_credentials=True, # uncomment if the page sends cookies
)


# Instead of the route that redirects with `user:password@`.
@app.before_request # CHANGED
def redirect_without_password(): # CHANGED
    if request.path == '/api/x': # CHANGED
        return redirect('https://files.example/x', code=307) # CHANGED
