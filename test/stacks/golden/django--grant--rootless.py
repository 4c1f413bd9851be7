
from corsheaders.defaults import default_headers

# At the end of settings.py; pip install django-cors-headers
INSTALLED_APPS = [*INSTALLED_APPS, 'corsheaders']
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *MIDDLEWARE]

CORS_ALLOWED_ORIGINS = ['https://app.example'] # CHANGED
# CORS_ALLOW_CREDENTIALS = True # uncomment if the page sends cookies
CORS_ALLOW_HEADERS = [*default_headers, 'x-api-key'] # CHANGED
