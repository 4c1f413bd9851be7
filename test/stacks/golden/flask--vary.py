# Clear the CDN's and the browser's caches; they still hold old responses.

# In the app's CORS(app, …) call; keep its other options and entries:
CORS(
    app,
    methods=['GET', 'HEAD', 'POST', 'PUT'], # keep the other entries # CHANGED
    allow_headers=['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
    expose_headers=['X-Total-Count'], # keep the other entries # CHANGED
)


@app.after_request # CHANGED
def vary_by_origin(response): # CHANGED
    response.vary.add('Origin') # CHANGED
    return response # CHANGED
