# Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.
# Where `corsheaders` is installed already, leave out the line of `INSTALLED_APPS`, and move the middleware to the top of `MIDDLEWARE`.

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE] # CHANGED

CORS_ALLOWED_ORIGINS = ['http://[::1]:3000', 'https://app.example'] # CHANGED
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
CORS_ALLOW_HEADERS = ['authorization']
CORS_EXPOSE_HEADERS = ['X-Total-Count']
CORS_PREFLIGHT_MAX_AGE = 600
