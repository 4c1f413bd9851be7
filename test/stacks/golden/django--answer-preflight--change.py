
# In settings.py; keep the other entries:
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', *(name for name in MIDDLEWARE if name != 'corsheaders.middleware.CorsMiddleware')] # CHANGED
CORS_ALLOW_HEADERS = ['content-type', 'x-api-key'] # keep the other entries # CHANGED
CORS_ALLOW_METHODS = ['GET', 'HEAD', 'POST', 'PUT'] # keep the other entries # CHANGED
CORS_EXPOSE_HEADERS = ['X-Total-Count'] # keep the other entries # CHANGED
