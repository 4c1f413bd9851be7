# Where `corsheaders` is installed already, leave out the line of `INSTALLED_APPS`, and move the middleware to the top of `MIDDLEWARE`.

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]

CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST']
CORS_ALLOW_HEADERS = []
