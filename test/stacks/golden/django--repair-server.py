# Read the server's log and repair the failure. These lines only let the page see the status.
# Where `corsheaders` is installed already, leave out the line of `INSTALLED_APPS`, and move the middleware to the top of `MIDDLEWARE`.

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE] # CHANGED

CORS_ALLOWED_ORIGINS = ['https://app.example'] # CHANGED
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST', 'PUT'] # CHANGED
CORS_ALLOW_HEADERS = ['content-type', 'x-api-key'] # CHANGED
