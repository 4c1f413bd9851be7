
# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, 'corsheaders']
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *MIDDLEWARE]

CORS_ALLOWED_ORIGINS = ['https://admin.example', 'https://app.example']
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_HEADERS = ['authorization']
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST', 'DELETE']
CORS_EXPOSE_HEADERS = ['ETag']
CORS_PREFLIGHT_MAX_AGE = 600
