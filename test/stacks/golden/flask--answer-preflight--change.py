# Put `answer_preflight` above the `before_request` function that authenticates. Flask runs them in order.

from flask import request

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # keep the other entries # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)


@app.before_request # CHANGED
def answer_preflight(): # CHANGED
    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers: # CHANGED
        return '', 204 # CHANGED
