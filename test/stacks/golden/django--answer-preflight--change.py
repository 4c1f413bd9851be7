# The middleware answers `OPTIONS` only for what stands below it: authentication too.
# Where `corsheaders` is installed already, leave out the line of `INSTALLED_APPS`, and move the middleware to the top of `MIDDLEWARE`.

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE] # CHANGED

CORS_ALLOWED_ORIGINS = ['https://app.example']
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST', 'PUT'] # CHANGED
CORS_ALLOW_HEADERS = ['content-type', 'x-api-key'] # CHANGED
CORS_EXPOSE_HEADERS = ['X-Total-Count']
