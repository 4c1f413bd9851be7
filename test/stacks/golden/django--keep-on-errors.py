# The first middleware also adds the headers to Django's own 404 and 500 responses.

# In settings.py; keep the other entries:
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *(name for name in MIDDLEWARE if name != 'corsheaders.middleware.CorsMiddleware')] # CHANGED
CORS_ALLOWED_ORIGINS = ['http://[::1]:3000', 'https://app.example'] # CHANGED
