# Clear the CDN's and the browser's caches; they still hold old responses.

# In settings.py; keep the other entries:
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *(name for name in MIDDLEWARE if name != 'corsheaders.middleware.CorsMiddleware')] # CHANGED
CORS_ALLOWED_ORIGINS = ['http://[::1]:3000', 'https://app.example'] # CHANGED
