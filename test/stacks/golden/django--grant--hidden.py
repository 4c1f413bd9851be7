
from corsheaders.defaults import default_headers, default_methods

# In settings.py; keep the other entries:
# Leave out *default_headers if the app has its own list.
# Leave out *default_methods if the app has its own list.
CORS_ALLOWED_ORIGINS = ['https://admin.example', 'https://app.example'] # CHANGED
# CORS_ALLOW_CREDENTIALS = True # uncomment if the page sends cookies
CORS_ALLOW_HEADERS = [*default_headers, 'x-api-key'] # keep the other entries # CHANGED
CORS_ALLOW_METHODS = [*default_methods, 'PATCH'] # keep the other entries # CHANGED
