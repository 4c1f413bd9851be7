# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
# Where `corsheaders` is installed already, leave out the line of `INSTALLED_APPS`, and move the middleware to the top of `MIDDLEWARE`.

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]

CORS_ALLOWED_ORIGINS = ['https://admin.example', 'https://app.example'] # CHANGED
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST', 'PATCH']
CORS_ALLOW_HEADERS = ['x-api-key']
