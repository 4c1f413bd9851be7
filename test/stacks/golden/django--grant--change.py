# Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

from corsheaders.defaults import default_headers, default_methods

# In settings.py; keep the other entries:
CORS_ALLOW_HEADERS = [*default_headers, 'x-api-key'] # keep the other entries # CHANGED
CORS_ALLOW_METHODS = [*default_methods] # keep the other entries # CHANGED
CORS_EXPOSE_HEADERS = ['X-Total-Count'] # keep the other entries # CHANGED
